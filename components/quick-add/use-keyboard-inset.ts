import { useSyncExternalStore } from "react";

const events = ["resize", "scroll"] as const;

function subscribe(listener: () => void): () => void {
  const { visualViewport } = window;
  for (const event of events) visualViewport?.addEventListener(event, listener);
  return () => {
    for (const event of events) visualViewport?.removeEventListener(event, listener);
  };
}

function readInset(): number {
  const { visualViewport, innerHeight } = window;
  // Who has zoomed in sees a part of the page: that is no keyboard.
  if (!visualViewport || visualViewport.scale > 1.01) return 0;
  return Math.max(0, Math.round(innerHeight - visualViewport.height - visualViewport.offsetTop));
}

/** How many pixels of the page's foot a keyboard on the screen covers. */
export function useKeyboardInset(): number {
  return useSyncExternalStore(subscribe, readInset, () => 0);
}
