/** A part of a text, in UTF-16 code units. */
export type TextRange = { start: number; end: number };

/**
 * Where ranges of a text are after an edit of it. What is typed before or behind a range moves it, or not; what is deleted
 * from it makes it shorter; a range into which something is written is gone.
 */
export function moveRanges(ranges: readonly TextRange[], before: string, after: string): TextRange[] {
  const start = countEqual(before, after, (text, index) => text[index]);
  const tail = countEqual(before.slice(start), after.slice(start), (text, index) => text.at(-1 - index));
  const end = before.length - tail;
  const grown = after.length - before.length;
  return ranges.flatMap((range) => {
    if (start >= range.end) return [range];
    if (end <= range.start) return [{ start: range.start + grown, end: range.end + grown }];
    const left = { start: Math.min(range.start, start), end: Math.max(range.end, end) + grown };
    return end - start === -grown && left.start < left.end ? [left] : [];
  });
}

/** How many characters two texts share, one after the other as `read` gives them. */
function countEqual(one: string, other: string, read: (text: string, index: number) => string | undefined): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && read(one, count) === read(other, count)) count++;
  return count;
}

/** A piece of a text, and the part that it is, if it is one. */
export type Segment<Part extends TextRange> = { start: number; text: string; part: Part | null };

/** Cuts a text at parts of it, which are in order and apart. Joined again, the segments are the text. */
export function cutSegments<Part extends TextRange>(text: string, parts: readonly Part[]): Segment<Part>[] {
  const segments: Segment<Part>[] = [];
  let end = 0;
  for (const part of parts) {
    segments.push({ start: end, text: text.slice(end, part.start), part: null });
    segments.push({ start: part.start, text: text.slice(part.start, part.end), part });
    end = part.end;
  }
  segments.push({ start: end, text: text.slice(end), part: null });
  return segments.filter((segment) => segment.text !== "");
}
