"use client";

import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  const controller = new AbortController();
  for (const type of ["online", "offline"]) window.addEventListener(type, listener, { signal: controller.signal });
  return () => controller.abort();
}

/** Whether the device has a network at all, as the browser says. */
export const useIsConnected = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
