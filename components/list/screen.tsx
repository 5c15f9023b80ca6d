"use client";

import { useState } from "react";
import { lazyPart } from "@/components/app/lazy-part";
import { usePlace } from "@/components/app/place";
import { isList } from "./use-view";
import { ViewPage } from "./view-page";

const screens = {
  search: lazyPart(() => import("@/components/palette/search-screen").then((part) => part.SearchScreen)),
  browse: lazyPart(() => import("@/components/shell/browse-screen").then((part) => part.BrowseScreen)),
  settings: lazyPart(() => import("@/components/shell/settings-screen").then((part) => part.SettingsScreen)),
} as const;

/** The screen that the address names; a task's own page is not one. */
export function Screen() {
  const { view } = usePlace();
  // What the server has rendered, it has rendered whole.
  const [first] = useState(view);
  if (view === "tasks") return null;
  if (isList(view)) return <ViewPage key={view} name={view} isGiven={view === first} />;
  const Chosen = screens[view];
  return <Chosen />;
}
