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

const line = /^[ \t]*(?:>[ \t]?)*((?:[-*+]|\d{1,9}[.)])\s+\[[ \txX]\]\s)/;
const fence = /^[ \t]{0,3}(`{3,}|~{3,})/;

/** How much of a Markdown checklist is done; null for a text that has none. What stands in fenced code is no item. */
export function countChecklist(text: string): { done: number; total: number } | null {
  // Most have none, and a list asks for each of its rows.
  if (!text.includes("[")) return null;
  let [done, total] = [0, 0];
  let open: string | undefined;
  for (const source of text.split("\n")) {
    const mark = fence.exec(source)?.[1];
    if (mark !== undefined && (open === undefined || mark.startsWith(open)))
      open = open === undefined ? mark : undefined;
    if (open !== undefined) continue;
    const box = item.exec(line.exec(`${source} `)?.[1] ?? "")?.[2];
    if (box === undefined) continue;
    total++;
    if (box.trim() !== "") done++;
  }
  return total > 0 ? { done, total } : null;
}
