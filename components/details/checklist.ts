const item = /^((?:[-*+]|\d{1,9}[.)])\s+\[)([ \txX\n])(\])/;

/** The source with the checklist item that begins at an offset ticked, or not any more; undefined if there is none. */
export function toggleItem(source: string, offset: number): string | undefined {
  const rest = source.slice(offset);
  if (!item.test(rest)) return undefined;
  const toggled = rest.replace(
    item,
    (_, start: string, mark: string, end: string) => start + (mark.trim() === "" ? "x" : " ") + end,
  );
  return source.slice(0, offset) + toggled;
}
