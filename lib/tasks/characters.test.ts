import fc from "fast-check";
import { expect, test } from "vitest";
import { isBlank } from "@/lib/contract/blank";
import { line } from "@/lib/contract/scalars";
import { tidyTitle } from "./characters";
import { cutTitle } from "./quick-add-title";

const inkless = fc.oneof(
  fc.constantFrom(
    ..." \u00a0\u3000\u2800\u115f\u1160\u17b4\u17b5\u3164\uffa0\u0301\u05b0\u064b\u20e3\ufffa\ufeff\u00ad\u034f\u061c",
  ),
  fc.integer({ min: 0x200b, max: 0x200f }).map((point) => String.fromCodePoint(point)),
  fc.integer({ min: 0x2028, max: 0x202f }).map((point) => String.fromCodePoint(point)),
  fc.integer({ min: 0x205f, max: 0x206f }).map((point) => String.fromCodePoint(point)),
  fc.integer({ min: 0xfe00, max: 0xfe0f }).map((point) => String.fromCodePoint(point)),
  fc.integer({ min: 0xe0000, max: 0xe0fff }).map((point) => String.fromCodePoint(point)),
);
const nothing = fc.array(inkless, { maxLength: 12 }).map((all) => all.join(""));
const ink = fc.constantFrom("x", "é", "1", ".", "-", "¨", "日", "ش", "अ", "한", "🎉", "©", "\u{10ffff}");

test("whatever mixture of characters that show nothing is no title, in the contract, in a field and in quick add", () => {
  fc.assert(
    fc.property(nothing, (text) => {
      expect([isBlank(text), line(200).safeParse(text).success, tidyTitle(text), cutTitle(text, [])]).toEqual([
        true,
        false,
        "",
        "",
      ]);
    }),
  );
});

test("one character that shows makes a title of it, and the others are kept", () => {
  fc.assert(
    fc.property(nothing, ink, nothing, (before, character, after) => {
      const text = `x${before}${character}${after}x`;
      expect([isBlank(`${before}${character}${after}`), isBlank(text)]).toEqual([false, false]);
      if (!/[\u2028\u2029]/.test(text)) expect(tidyTitle(text)).toBe(text);
    }),
  );
});
