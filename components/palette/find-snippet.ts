import { findMatches } from "@/lib/tasks/search";

const before = 40;
const after = 120;

// What Markdown writes before a line, and around words; what is left reads as it is shown.
const lineMarks = /^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+|>[ \t]?)/gm;
const wordMarks = /(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1/g;

/** The piece of a text around the first of the words, on one line; null if it has none of them. The words are folded. */
export function findSnippet(text: string, words: readonly string[]): string | null {
  const line = text.replace(lineMarks, "").replace(wordMarks, "$2").replace(/\s+/g, " ").trim();
  const [first] = findMatches(line, words);
  if (!first) return null;
  const start = first.start <= before ? 0 : startOfWord(line, first.start - before, first.start);
  const end = line.length <= first.end + after ? line.length : endOfWord(line, first.end, first.end + after);
  return `${start > 0 ? "…" : ""}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

/** The first word that begins from here on, or else the character that was found. */
function startOfWord(line: string, from: number, found: number): number {
  const space = line.indexOf(" ", from);
  return space !== -1 && space < found ? space + 1 : found;
}

function endOfWord(line: string, found: number, to: number): number {
  const space = line.lastIndexOf(" ", to);
  if (space > found) return space;
  // Not between the halves of a character outside the basic plane.
  return /[\uD800-\uDBFF]/.test(line.charAt(to - 1)) ? to - 1 : to;
}
