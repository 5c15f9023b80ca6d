import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findMatches, foldText, readWords } from "./search";

/** The text with its matches in brackets. */
function mark(text: string, search: string): string {
  return findMatches(text, readWords(search))
    .toReversed()
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}[${rest.slice(start, end)}]${rest.slice(end)}`, text);
}

test.each([
  ["Zürich", "zurich"],
  ["Zu\u0308rich", "zurich"],
  ["ÉCOLE İSTANBUL", "ecole istanbul"],
  ["ﬁnal ②", "final 2"],
  ["ΟΔΟΣ", "οδος"],
  ["Straße", "straße"],
])("%s folds to %s", (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test("a search is words, without case, accents and spaces", () => {
  expect(readWords("  Ça  VA\tbien ")).toEqual(["ca", "va", "bien"]);
  expect(readWords(" ")).toEqual([]);
});

describe("a match is marked in the text as it was written", () => {
  test.each([
    ["Pay the rent", "rent", "Pay the [rent]"],
    ["Rent, RENT", "rent", "[Rent], [RENT]"],
    ["Überübung", "ub", "[Üb]er[üb]ung"],
    ["Cafe\u0301 au lait", "cafe", "[Cafe\u0301] au lait"],
    ["Cafe\u0301s", "s", "Cafe\u0301[s]"],
    ["ﬁnal", "f", "[ﬁ]nal"],
    ["ﬁnal", "in", "[ﬁn]al"],
    ["½ cup", "2 c", "[½] [c]up"],
    ["İstanbul", "ist", "[İst]anbul"],
    ["🎂 party 🎂", "party", "🎂 [party] 🎂"],
    ["abcabc", "abc bca", "[abcabc]"],
    ["ㅎ한글", "글", "ㅎ한[글]"],
    ["nothing", "else", "nothing"],
  ])("%s, by %s", (text, search, marked) => {
    expect(mark(text, search)).toBe(marked);
  });

  test("whatever is written: in order, apart, of whole characters, and each has a word", () => {
    const letters = fc.constantFrom(..."aAáÁbßﬁİıſçe\u0301\u0323½②한글ΣΟς🎂 ");
    const text = fc.array(letters, { maxLength: 12 }).map((all) => all.join(""));
    fc.assert(
      fc.property(text, text, (written, search) => {
        const words = readWords(search);
        const ranges = findMatches(written, words);
        let last = 0;
        for (const { start, end } of ranges) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(written.slice(start, end).isWellFormed()).toBe(true);
          const found = foldText(written.slice(start, end)).replaceAll("ς", "σ");
          expect(words.some((word) => found.includes(word.replaceAll("ς", "σ")))).toBe(true);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(written.length);
        expect(ranges.length > 0).toBe(words.some((word) => foldText(written).includes(word)));
      }),
      { numRuns: 1000 },
    );
  });
});
