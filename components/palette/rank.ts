import { foldText } from "@/lib/tasks/fold";

const wordPattern = /[\p{L}\p{N}]+/gu;

/** The words of a text, folded. */
const readAllWords = (text: string): string[] => foldText(text).match(wordPattern) ?? [];

/**
 * How well a label answers to what was typed: 3 if it begins so, 2 if words of it do, 1 with the help of other words for
 * the same thing, 0 not at all. `words` are folded.
 */
export function rankLabel(label: string, synonyms: string, words: readonly string[]): number {
  const own = readAllWords(label);
  const isIn = (all: readonly string[]) => words.every((word) => all.some((other) => other.startsWith(word)));
  if (own.join(" ").startsWith(words.join(" "))) return 3;
  if (isIn(own)) return 2;
  return isIn([...own, ...readAllWords(synonyms)]) ? 1 : 0;
}
