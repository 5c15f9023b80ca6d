"use client";

import { useState } from "react";
import { usePlace } from "@/components/app/place";
import { SearchScreen } from "@/components/palette/search-screen";
import { isList } from "./use-view";
import { ViewPage } from "./view-page";

/** The screen that the address names. */
export function Screen() {
  const { view } = usePlace();
  // What the server has rendered, it has rendered whole.
  const [first] = useState(view);
  if (isList(view)) return <ViewPage key={view} name={view} isGiven={view === first} />;
  if (view === "search") return <SearchScreen />;
  return null;
}
