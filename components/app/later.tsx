"use client";

import { type ReactNode, useEffect, useState } from "react";
import { SnapshotProvider, useStore } from "@/lib/store/use-store";
import { settle, trail } from "./after-paint";
import { PlaceSourceProvider, usePlaceSource } from "./place";

/** What is below it goes to another place a frame after the person does. */
export function PlaceLater({ children }: { children: ReactNode }) {
  const source = usePlaceSource();
  const [later] = useState(() => ({ ...source, ...trail(source) }));
  useEffect(() => {
    // Back and forward, the browser scrolls to where one was: that has to be there.
    window.addEventListener("popstate", settle);
    return () => window.removeEventListener("popstate", settle);
  }, []);
  return <PlaceSourceProvider value={later}>{children}</PlaceSourceProvider>;
}

/** What is below it shows the tasks as they were a frame ago. */
export function TasksLater({ children }: { children: ReactNode }) {
  const store = useStore();
  const [later] = useState(() => {
    const { subscribe, get } = trail({ subscribe: store.subscribe, get: store.getSnapshot });
    return { subscribe, getSnapshot: get };
  });
  return <SnapshotProvider value={later}>{children}</SnapshotProvider>;
}
