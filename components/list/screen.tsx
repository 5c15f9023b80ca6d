"use client";

import { useState } from "react";
import { usePlace } from "@/components/app/place";
import { isList } from "./use-view";
import { ViewPage } from "./view-page";

/** The screen that the address names. */
export function Screen() {
  const { view } = usePlace();
  // What the server has rendered, it has rendered whole.
  const [first] = useState(view);
  if (isList(view)) return <ViewPage key={view} name={view} isGiven={view === first} />;
  return null;
}
