import { isBlank } from "@/lib/contract/blank";

type Range = { start: number; end: number };

const opening = /[([]\s*$/;
const closing = /^\s*[)\]]/;
const separatorBefore = /\s*(?:[,;:–—]|\s-)\s*$/;
const separatorAfter = /^\s*(?:[,;:–—]|-\s)\s*/;

/** The range with what would be left of it: brackets around it, and a comma or dash that has nothing to part any more. */
function widen(text: string, { start, end }: Range): Range {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const [open, close] = [opening.exec(before), closing.exec(after)];
  if (open && close) return { start: open.index, end: end + close[0].length };
  const left = separatorBefore.exec(before);
  const right = separatorAfter.exec(after);
  if (right && (left || !before.trim())) return { start, end: end + right[0].length };
  return { start: left && !after.trim() ? left.index : start, end };
}

/** The text without some ranges of it, which are in order and apart, on one line with single spaces; empty if it would show nothing. */
export function cutTitle(text: string, ranges: readonly Range[]): string {
  let title = text;
  for (const range of ranges.toReversed()) {
    const { start, end } = widen(title, range);
    const rest = title.slice(end);
    title = title.slice(0, start).trimEnd() + (/^[.,;:!?)\]]/.test(rest) ? "" : " ") + rest.trimStart();
  }
  return isBlank(title) ? "" : title.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
