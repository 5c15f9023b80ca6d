import { type RefObject, useLayoutEffect } from "react";

/**
 * Gives a field of a box the focus in the moment it appears, unless that brings up a finger's keyboard: what is typed right
 * behind the key that opens the box belongs to it, and a box by itself takes the focus a frame later.
 */
export function useFocusAtOnce(field: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    // It may not stand in its place yet, and the page is not to scroll to where it is not.
    if (!matchMedia("(pointer: coarse)").matches) field.current?.focus({ preventScroll: true });
  }, [field]);
}
