import type { KeyboardEvent } from "react";
import { readPress, spellPress } from "@/components/keys/key-press";
import { isAppleDevice } from "./keys";

/** Presses what shows the pressed key, by `data-key`, anywhere in the box that hears it; not while something is typed. */
export function pressByKey(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, nativeEvent } = event;
  // Enter and Space are for what has the focus.
  if (event.repeat || nativeEvent.isComposing || key === "Enter" || key === " ") return;
  if (target instanceof HTMLInputElement) return;
  const spelling = spellPress(readPress(event), isAppleDevice())?.toLowerCase() ?? "";
  const element = event.currentTarget.querySelector<HTMLElement>(`[data-key="${CSS.escape(spelling)}"]`);
  if (!element) return;
  event.preventDefault();
  event.stopPropagation();
  element.click();
}
