"use client";

import { type ReactNode, useState } from "react";
import { SnapshotProvider, useStore } from "@/lib/store/use-store";
import { trail } from "./after-paint";

/** What is below it shows the tasks as they were a frame ago. */
export function TasksLater({ children }: { children: ReactNode }) {
  const store = useStore();
  const [later] = useState(() => {
    const { subscribe, get } = trail({ subscribe: store.subscribe, get: store.getSnapshot });
    return { subscribe, getSnapshot: get };
  });
  return <SnapshotProvider value={later}>{children}</SnapshotProvider>;
}
