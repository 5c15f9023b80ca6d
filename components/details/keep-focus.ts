import { type RefObject, useEffect } from "react";
import { isFocusLost } from "@/components/app/return-focus";

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** While an element lies over the page, Tab goes round within it and the toast, which lies over it. */
export function useFocusInside(ref: RefObject<HTMLElement | null>, isOver: boolean): void {
  useEffect(() => {
    if (!isOver) return;
    const listener = (event: KeyboardEvent) => {
      if (event.key === "Tab" && !event.defaultPrevented && ref.current) keepFocusInside(event, ref.current);
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, [ref, isOver]);
}

function keepFocusInside(event: KeyboardEvent, over: HTMLElement): void {
  const { target, shiftKey } = event;
  const parts = [over, document.getElementById("toast")].map(listReachable);
  const all = parts.flat();
  const end = parts.map((part) => part.at(shiftKey ? 0 : -1)).find((element) => element === target);
  const from = shiftKey && target === over ? all[0] : end;
  if (!from) return;
  event.preventDefault();
  all.at((all.indexOf(from) + (shiftKey ? -1 : 1)) % all.length)?.focus();
}

const listReachable = (part: HTMLElement | null): HTMLElement[] =>
  [...(part?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter((element) => element.checkVisibility());

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
