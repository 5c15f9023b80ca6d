import type { Task } from "@/lib/contract/task";
import { foldCharacters, foldText, joinHyphens, mapHyphens } from "./fold";

/** The words of a search, folded; none where nothing of it is left, which finds nothing. */
export function readWords(search: string): string[] {
  return foldText(search.trim().split(/\s+/).join(" ")).split(" ").filter(Boolean);
}

// Tasks are never changed in place, and most keystrokes find most of them again.
const folded = new WeakMap<Task, string>();

function getFolded(task: Task): string {
  const known = folded.get(task);
  if (known !== undefined) return known;
  const fresh = foldText(`${task.title} ${task.description}`);
  folded.set(task, fresh);
  return fresh;
}

/** Whether title and description have every word between them. The words are folded. */
export function hasEveryWord(task: Task, words: readonly string[]): boolean {
  const text = getFolded(task);
  return words.every((word) => text.includes(word));
}

/** A range of a text, in UTF-16 code units. */
export type Range = { start: number; end: number };

type Piece = Range & { foldedEnd: number };

/** Where each code point of a text ends once it is folded; a mark that folds to nothing belongs to what it is on. */
function mapPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let [start, foldedEnd] = [0, 0];
  for (const character of text) {
    const end = start + character.length;
    const length = foldCharacters(character).length;
    const last = pieces.at(-1);
    foldedEnd += length;
    if (length === 0 && last) last.end = end;
    else pieces.push({ start, end, foldedEnd });
    start = end;
  }
  return pieces;
}

function mergeRanges(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function findAll(text: string, word: string): Range[] {
  const found: Range[] = [];
  for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + word.length))
    found.push({ start, end: start + word.length });
  return found;
}

/**
 * Where a text has the words, to be marked: ranges in order and apart, of whole characters even where a part of one was
 * found, as "f" in the ligature ﬁ. The words are folded.
 */
export function findMatches(text: string, words: readonly string[]): Range[] {
  const folded = foldCharacters(text);
  const whole = joinHyphens(folded);
  const matches = words.flatMap((word) => findAll(whole, word));
  // Most texts fold to themselves in lower case, unit by unit.
  if (matches.length === 0 || whole === text.toLowerCase()) return mergeRanges(matches);
  const kept = mapHyphens(folded);
  const pieces = mapPieces(text);
  const ranges = matches.flatMap(({ start, end }) => {
    const [from = 0, to = 0] = [kept[start], kept[end - 1]];
    const first = pieces.find(({ foldedEnd }) => foldedEnd > from);
    const last = pieces.find(({ foldedEnd }) => foldedEnd > to);
    return first && last ? [{ start: first.start, end: last.end }] : [];
  });
  return mergeRanges(ranges);
}
