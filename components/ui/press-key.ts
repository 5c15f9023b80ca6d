import type { KeyboardEvent } from "react";

/** Presses what shows the pressed key, by `data-key`, anywhere in the box that hears it; not while something is typed. */
export function pressByKey(event: KeyboardEvent<HTMLElement>): void {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.nativeEvent.isComposing) return;
  if (target instanceof HTMLInputElement) return;
  const element = event.currentTarget.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!element) return;
  event.preventDefault();
  event.stopPropagation();
  element.click();
}
