"use client";

import { useSyncExternalStore } from "react";

// Below this there is no room for the panel beside the list; the classes of the panel say the same.
const query = "(width < 1100px)";

function subscribe(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener("change", listener);
  return () => list.removeEventListener("change", listener);
}

/** Whether the panel lies over the list; false in the server's HTML, where it looks so by its classes alone. */
export function useIsSheet(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}
