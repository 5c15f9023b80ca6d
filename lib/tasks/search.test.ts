import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldText } from "./fold";
import { findMatches, readWords } from "./search";

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
  ["ΟΔΟΣ οδος", "οδοσ οδοσ"],
  ["Straße STRASSE ẞ", "strasse strasse ss"],
  ["Smørrebrød Łódź Æther Œuvre Þór", "smorrebrod lodz aether oeuvre thor"],
  ["Đồng Ħal Ŧ İIıi ŋ", "dong hal t iiii n"],
  ["don’t donʼt don＇t don´t", "don't don't don't don't"],
  ["„quoted“ «quoted» ＂", `"quoted" "quoted" "`],
  ["E-mail e‑mail e–mail e−mail", "email email email email"],
  ["well known, - alone -- and -5", "well known, - alone -- and 5"],
  ["so\u00adft ze\u200bro \u2060joined \ufeff", "soft zero joined "],
  ["שָׁלוֹם צה״ל תל־אביב", 'שלום צה"ל תלאביב'],
  ["مَرْحَبًا مـرحبا أإآٱ", "مرحبا مرحبا اااا"],
  ["हिन्दी ไทยที่", "हिन्दी ไทยที่".normalize("NFKD")],
  ["ｶﾞｷﾞ ガギ が", "ガギ ガギ が".normalize("NFKD")],
  ["한글", "한글".normalize("NFKD")],
  ["ᲐᲑ Ꭰ", "აბ ꭰ"],
  ["¨ ´ ˚ ` ゛", "¨ ' ˚ ` ゛"],
  ["½", "1/2"],
  ["a\tb\nc\u2028d\u00a0e\u3000f", "a b c d e f"],
  ["❤️ 👩‍👩‍👧", "❤ 👩👩👧"],
])("%s folds to %s", (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test("a search is words, without case, accents and spaces", () => {
  expect(readWords("  Ça  VA\tbien ")).toEqual(["ca", "va", "bien"]);
  expect(readWords(" ")).toEqual([]);
  expect(readWords("\u0301 \u200b x")).toEqual(["x"]);
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
    ["E-mail her", "email", "[E-mail] her"],
    ["an e-mail, an email", "e-mail", "an [e-mail], an [email]"],
    ["re-re-read - now", "read", "re-re-[read] - now"],
    ["re-re-read - now", "now", "re-re-read - [now]"],
    ["Straße 5", "strasse", "[Straße] 5"],
    ["Straße 5", "s", "[S]tra[ß]e 5"],
    ["Æther-Öl", "therol", "Æ[ther-Öl]"],
    ["so\u00adft", "soft", "[so\u00adft]"],
    ["don’t", "don't", "[don’t]"],
    ["a - b", "-", "a [-] b"],
    ["nothing", "else", "nothing"],
  ])("%s, by %s", (text, search, marked) => {
    expect(mark(text, search)).toBe(marked);
  });

  test("whatever is written: in order, apart, of whole characters, and each has a word", () => {
    const letters = fc.constantFrom(..."aAáÁbßæﬁİıſçe-‑’\u00ad\u0301\u0323½②한글ΣΟς🎂 ");
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
          const found = foldText(written.slice(start, end));
          expect(words.some((word) => found.includes(word))).toBe(true);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(written.length);
        expect(ranges.length > 0).toBe(words.some((word) => foldText(written).includes(word)));
      }),
      { numRuns: 1000 },
    );
  });
});
