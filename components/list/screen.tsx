"use client";

import { useState } from "react";
import { usePlace } from "@/components/app/place";
import { SearchScreen } from "@/components/palette/search-screen";
import { BrowseScreen } from "@/components/shell/browse-screen";
import { SettingsScreen } from "@/components/shell/settings-screen";
import { isList } from "./use-view";
import { ViewPage } from "./view-page";

/** The screen that the address names. */
export function Screen() {
  const { view } = usePlace();
  // What the server has rendered, it has rendered whole.
  const [first] = useState(view);
  if (isList(view)) return <ViewPage key={view} name={view} isGiven={view === first} />;
  if (view === "search") return <SearchScreen />;
  if (view === "settings") return <SettingsScreen />;
  if (view === "browse") return <BrowseScreen />;
  return null;
}
