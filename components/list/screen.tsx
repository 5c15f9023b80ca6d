"use client";

import { lazy, Suspense, useState } from "react";
import { usePlace } from "@/components/app/place";
import { isList } from "./use-view";
import { ViewPage } from "./view-page";

const screens = {
  browse: lazy(async () => ({ default: (await import("@/components/shell/browse-screen")).BrowseScreen })),
  settings: lazy(async () => ({ default: (await import("@/components/shell/settings-screen")).SettingsScreen })),
} as const;

/** The screen that the address names. */
export function Screen() {
  const { view } = usePlace();
  // What the server has rendered, it has rendered whole.
  const [first] = useState(view);
  if (isList(view)) return <ViewPage key={view} name={view} isGiven={view === first} />;
  if (view !== "browse" && view !== "settings") return null;
  const Chosen = screens[view];
  return (
    <Suspense>
      <Chosen />
    </Suspense>
  );
}
