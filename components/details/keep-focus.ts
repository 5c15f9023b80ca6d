import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { isFocusLost } from "@/components/app/return-focus";

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** Tab goes round within what lies over the page. */
export function keepFocusInside(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)];
  const reachable = all.filter((element) => element.checkVisibility());
  const [end, other] = event.shiftKey ? [reachable.at(0), reachable.at(-1)] : [reachable.at(-1), reachable.at(0)];
  const isAtStart = event.shiftKey && event.target === event.currentTarget;
  if (event.target !== end && !isAtStart) return;
  event.preventDefault();
  other?.focus();
}

/** Where what was pressed is gone with what it did, the focus goes to what is around it. */
export function useKeptFocus(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = ref.current;
    const home = element?.closest<HTMLElement>("[aria-labelledby=task-heading], main");
    const look = () => requestAnimationFrame(() => isFocusLost() && home?.focus({ preventScroll: true }));
    element?.addEventListener("click", look);
    return () => element?.removeEventListener("click", look);
  }, [ref]);
}
