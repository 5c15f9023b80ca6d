/** Where a box opens: at an element of the page, or where the pointer was. */
export type AnchorPoint = { x: number; y: number };
export type Anchor = Element | { getBoundingClientRect(): DOMRect };

/** What to open at: the pointer's place, or the element; of a row its end, where its buttons are, not all its width. */
export function toAnchor(anchor: HTMLElement | null, point: AnchorPoint | undefined): Anchor {
  if (point) return { getBoundingClientRect: () => DOMRect.fromRect({ ...point, width: 0, height: 0 }) };
  if (anchor?.isConnected) return (anchor.matches("[role=row]") && anchor.lastElementChild) || anchor;
  const middle = { x: window.innerWidth / 2, y: window.innerHeight / 3 };
  return { getBoundingClientRect: () => DOMRect.fromRect({ ...middle, width: 0, height: 0 }) };
}
