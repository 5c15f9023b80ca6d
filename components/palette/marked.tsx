import { findMatches } from "@/lib/tasks/search";

/** A text with the words marked where it has them. The words are folded. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const ranges = findMatches(text, words);
  return ranges.length === 0 ? text : cut(text, ranges);
}

const cut = (text: string, ranges: ReturnType<typeof findMatches>) => [
  ...ranges.flatMap(({ start, end }, index) => [
    text.slice(ranges[index - 1]?.end ?? 0, start),
    <mark key={start} className="rounded-xs bg-accent-soft text-inherit forced-colors:bg-[Mark]">
      {text.slice(start, end)}
    </mark>,
  ]),
  text.slice(ranges.at(-1)?.end ?? 0),
];
