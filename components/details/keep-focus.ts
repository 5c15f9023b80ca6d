import type { KeyboardEvent } from "react";

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
