"use client";

import { Suspense, useEffect, useState } from "react";
import { lazyScreen } from "@/components/app/lazy-part";
import { usePlace } from "@/components/app/place";
import { whenIdle } from "@/components/app/when-idle";
import { isList } from "./use-view";
import { ViewPage } from "./view-page";

const screens = {
  search: lazyScreen(() => import("@/components/palette/search-screen").then((part) => part.SearchScreen)),
  settings: lazyScreen(() => import("@/components/shell/settings-screen").then((part) => part.SettingsScreen)),
  browse: lazyScreen(() => import("@/components/shell/browse-screen").then((part) => part.BrowseScreen)),
};

const preloadScreens = () => {
  for (const { preload } of Object.values(screens)) preload().catch(() => {});
};

/** The screen that the address names. What is no list is a chunk of its own, here before anybody goes there. */
export function Screen() {
  const view = usePlace(({ view }) => view);
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
