"use client";

import { useWorkspaceState } from "./workspace";

/** What lies over the page: each a chunk of its own, fetched when the page is idle or when it is wanted. */
export function Overlays() {
  const overlay = useWorkspaceState(({ overlay }) => overlay);
  return overlay && null;
}
