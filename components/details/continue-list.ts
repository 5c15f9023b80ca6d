const marker = /^([ \t]*)(?:([-*+])|(\d{1,9})([.)]))[ \t]+(?:\[[ xX]\][ \t]+)?/;

/** A change of a text: what stands between two places is replaced. */
export type Replacement = { from: number; to: number; text: string };

/**
 * What Enter writes at a caret within a list of Markdown: the next item's beginning, unticked and counted on; in an item
 * that says nothing, the end of the list. Undefined elsewhere.
 */
export function continueList(source: string, caret: number): Replacement | undefined {
  const start = source.lastIndexOf("\n", caret - 1) + 1;
  const line = source.slice(start, caret);
  const found = marker.exec(line);
  if (!found) return undefined;
  const [whole, indent = "", bullet, number, dot] = found;
  const end = source.indexOf("\n", caret);
  const rest = source.slice(caret, end === -1 ? source.length : end);
  if (line === whole && rest.trim() === "") return { from: start, to: caret, text: "" };
  const next = bullet ?? `${Number(number) + 1}${dot}`;
  const box = whole.includes("[") ? " [ ]" : "";
  return { from: caret, to: caret, text: `\n${indent}${next}${box} ` };
}
