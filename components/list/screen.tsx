"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { usePlace } from "@/components/app/place";
import { whenIdle } from "@/components/app/when-idle";
import { isList } from "./use-view";
import { ViewPage } from "./view-page";

const loaders = {
  search: async () => ({ default: (await import("@/components/palette/search-screen")).SearchScreen }),
  settings: async () => ({ default: (await import("@/components/shell/settings-screen")).SettingsScreen }),
  browse: async () => ({ default: (await import("@/components/shell/browse-screen")).BrowseScreen }),
};

const screens = {
  search: lazy(loaders.search),
  settings: lazy(loaders.settings),
  browse: lazy(loaders.browse),
};

const preloadScreens = () => {
  for (const load of Object.values(loaders)) load().catch(() => {});
};

/** The screen that the address names. What is no list is a chunk of its own, here before anybody goes there. */
export function Screen() {
  const { view } = usePlace();
  // What the server has rendered, it has rendered whole.
  const [first] = useState(view);
  useEffect(() => whenIdle(preloadScreens), []);
  if (isList(view)) return <ViewPage key={view} name={view} isGiven={view === first} />;
  if (view === "tasks") return null;
  const Chosen = screens[view];
  return (
    <Suspense>
      <Chosen />
    </Suspense>
  );
}
