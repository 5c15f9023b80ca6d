import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutSegments, moveRanges } from "./text-range";

const move = (before: string, words: string, after: string) => {
  const start = before.indexOf(words);
  return moveRanges([{ start, end: start + words.length }], before, after).map(({ start, end }) =>
    after.slice(start, end),
  );
};

describe("a range of a text that is edited", () => {
  test.each([
    ["typing behind it", "Pay today", "Pay today and then"],
    ["typing before it", "Pay today", "Please pay today"],
    ["deleting before it", "Please pay today", "pay today"],
    ["deleting behind it", "Pay today and then", "Pay today"],
    ["a space right before it", "Pay today", "Pay  today"],
    ["a space right behind it", "Pay today", "Pay today "],
    ["no change", "Pay today", "Pay today"],
  ])("stays with its words: %s", (_, before, after) => {
    expect(move(before, "today", after)).toEqual(["today"]);
  });

  test.each([
    ["a letter in it", "Pay today", "Pay toxday"],
    ["all of it deleted", "Pay today now", "Pay  now"],
    ["everything replaced", "Pay today", "Buy milk"],
    ["emptied", "Pay today", ""],
  ])("is gone when its words are changed: %s", (_, before, after) => {
    expect(move(before, "today", after)).toEqual([]);
  });

  test.each([
    ["from its end", "Pay today", "Pay tod", "tod"],
    ["from its beginning", "Pay today now", "Paday now", "day"],
    ["from its middle", "Pay today", "Pay toy", "toy"],
    ["from its end and behind it", "Pay today now", "Pay tow", "to"],
  ])("is what is left of its words when some are deleted: %s", (_, before, after, left) => {
    expect(move(before, "today", after)).toEqual([left]);
  });

  test("keeps to its own occurrence of the words", () => {
    expect(moveRanges([{ start: 6, end: 11 }], "today today", "today today today")).toEqual([{ start: 6, end: 11 }]);
    expect(moveRanges([{ start: 0, end: 5 }], "today", "x today")).toEqual([{ start: 2, end: 7 }]);
  });

  test("has no words that it had not, whatever the edit", () => {
    const edit = fc.tuple(fc.string({ unit: "grapheme" }), fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.string());
    fc.assert(
      fc.property(edit, ([before, a, b, c, d, inserted]) => {
        const [start = 0, end = 0] = [a, b].map((n) => n % (before.length + 1)).sort((x, y) => x - y);
        const [from = 0, to = 0] = [c, d].map((n) => n % (before.length + 1)).sort((x, y) => x - y);
        const after = before.slice(0, from) + inserted + before.slice(to);
        const words = before.slice(start, end);
        for (const range of moveRanges([{ start, end }], before, after)) {
          const left = after.slice(range.start, range.end);
          if (after.length >= before.length) expect(left).toBe(words);
          else expect(isWithoutPart(words, left)).toBe(true);
        }
      }),
    );
  });
});

describe("segments", () => {
  test("are the text, cut at its parts", () => {
    const part = { start: 4, end: 9 };
    expect(cutSegments("Pay today, or so", [part])).toEqual([
      { start: 0, text: "Pay ", part: null },
      { start: 4, text: "today", part },
      { start: 9, text: ", or so", part: null },
    ]);
  });

  test("leave out what is empty", () => {
    const parts = [
      { start: 0, end: 5 },
      { start: 5, end: 6 },
    ];
    expect(cutSegments("today!", parts).map(({ text }) => text)).toEqual(["today", "!"]);
    expect(cutSegments("", [])).toEqual([]);
  });
});

/** Whether a text is another one from which at most one part was cut. */
function isWithoutPart(text: string, cut: string): boolean {
  return Array.from({ length: cut.length + 1 }, (_, index) => index).some(
    (index) => text.startsWith(cut.slice(0, index)) && text.endsWith(cut.slice(index)),
  );
}
