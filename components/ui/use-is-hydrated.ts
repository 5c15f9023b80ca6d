import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/** False in the server's HTML and until the browser's code has taken over: what needs that code waits for it. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
