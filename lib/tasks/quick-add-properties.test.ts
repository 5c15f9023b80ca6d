import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBlank } from "@/lib/contract/blank";
import { quickAddMaxLength } from "@/lib/contract/limits";
import { date, time } from "@/lib/contract/scalars";
import { parseQuickAdd, type QuickAddContext, type Refusal, toRefusal } from "./quick-add";

const words = fc.constantFrom(
  ..."Pay rent tomorrow today tonight 9am at 5pm by friday next week in 3 days 5 Dec 2027 31 Feb may March Sat sun mon !1 !2 !4 noon eod on the 5th of and to from every 1/2 24/12 9:30 - , . ( ) \" ' “ ” `x` https://x.y/today a@b.c +49 30 1234567 $5 v1.2 🎂 é \ud800 \0 ſat İ + @ # 5 17 am pm end month weekend within hours half an hour ago".split(
    " ",
  ),
);
const space = fc.constantFrom(" ", " ", " ", "", "  ", "\n", "\t", "\u00a0", ", ", "-", "'s ");
const sentence = fc.array(fc.tuple(words, space), { maxLength: 14 }).map((pairs) => pairs.flat().join(""));
const text = fc.oneof(
  { weight: 6, arbitrary: sentence },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);
const zone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "no",
);
const context: fc.Arbitrary<QuickAddContext> = fc.record({
  now: fc
    .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
    .map((moment) => moment.toISOString()),
  zone,
  locale: fc.constantFrom("en", "en-GB", "de", "ar-EG", "th", "zz zz"),
  weekStart: fc.constantFrom(0, 1, 6),
});

const solid = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, "");
const flat = (value: string) => value.replace(/[\s\p{Cc}]+/gu, " ").trim();

function check(property: (text: string, context: QuickAddContext) => void): void {
  fc.assert(fc.property(text, context, property), { numRuns: 2000 });
}

describe("whatever is typed", () => {
  test("the parts are words of the text, in order and apart", () => {
    check((typed, reader) => {
      let last = 0;
      for (const part of parseQuickAdd(typed, reader).parts) {
        expect(part.start).toBeGreaterThanOrEqual(last);
        expect(part.end).toBeGreaterThan(part.start);
        expect(typed.slice(part.start, part.end)).toBe(part.text);
        last = part.end;
      }
      expect(last).toBeLessThanOrEqual(typed.length);
    });
  });

  test("the title is the text without the parts: no letter and no digit more or less", () => {
    check((typed, reader) => {
      const { title, parts } = parseQuickAdd(typed, reader);
      const left = parts.toReversed().reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), typed);
      if (!isBlank(left)) expect(solid(title)).toBe(solid(left));
      expect(title).toBe(flat(title));
    });
  });

  test("a title is left of everything that is not blank", () => {
    check((typed, reader) => {
      expect(parseQuickAdd(typed, reader).title === "").toBe(isBlank(typed));
    });
  });

  test("a due is one that the contract takes, and not over", () => {
    check((typed, reader) => {
      const { dueDate, dueTime, parts } = parseQuickAdd(typed, reader);
      if (dueDate === null) expect(dueTime).toBeNull();
      else expect(date.parse(dueDate) > "1989").toBe(true);
      if (dueTime !== null) expect(time.parse(dueTime)).toBe(dueTime);
      expect(parts.some(({ kind }) => kind === "date")).toBe(dueDate !== null);
      expect(parts.length).toBeLessThanOrEqual(3);
    });
  });

  test("refusing what is found, until nothing is, gives the whole text as the title", () => {
    check((typed, reader) => {
      const refused: Refusal[] = [];
      for (let rounds = 0; rounds <= typed.length; rounds++) {
        const { parts } = parseQuickAdd(typed, { ...reader, refused });
        if (parts.length === 0) break;
        refused.push(...parts.map((part) => toRefusal(typed, part)));
      }
      const { title, ...rest } = parseQuickAdd(typed, { ...reader, refused });
      expect([title, rest]).toEqual([flat(typed), { dueDate: null, dueTime: null, priority: "none", parts: [] }]);
    });
  });

  test("a refused part is not found again, at its place", () => {
    check((typed, reader) => {
      for (const part of parseQuickAdd(typed, reader).parts) {
        const again = parseQuickAdd(typed, { ...reader, refused: [toRefusal(typed, part)] }).parts;
        expect(again.some(({ start, end }) => start < part.end && end > part.start)).toBe(false);
      }
    });
  });

  test("the answer depends on nothing but the arguments", () => {
    check((typed, reader) => {
      expect(parseQuickAdd(typed, reader)).toEqual(parseQuickAdd(typed, reader));
    });
  });

  test("every beginning of it can be read, as it is while typing", () => {
    fc.assert(
      fc.property(text, context, (typed, reader) => {
        for (let end = 0; end <= typed.length; end++) parseQuickAdd(typed.slice(0, end), reader);
      }),
      { numRuns: 50 },
    );
  });

  test("a text that is too long to be a line is a title", () => {
    const typed = `${"x ".repeat(quickAddMaxLength)}tomorrow`;
    const reader = { now: "2026-11-20T10:00:00Z", zone: "UTC" };
    expect(parseQuickAdd(typed, reader)).toMatchObject({ title: typed, dueDate: null, parts: [] });
  });
});

describe("a refusal", () => {
  const reader = { now: "2026-11-20T10:00:00Z", zone: "UTC" };
  const first = "Read Today  Show tomorrow at 9";
  const [part] = parseQuickAdd(first, reader).parts;

  test("names the words and which of their occurrences it is", () => {
    expect(part && toRefusal(first, part)).toEqual({ text: "tomorrow at 9", occurrence: 0 });
    const twice = "Tomorrow and tomorrow !1";
    expect(toRefusal(twice, { start: 13, end: 21 })).toEqual({ text: "tomorrow", occurrence: 1 });
  });

  test.each([
    ["behind", "Call Sunday today", "Call Sunday today and then", { text: "today", occurrence: 0 }],
    ["before", "Call today", "Please call today", { text: "today", occurrence: 0 }],
    ["between, in spaces and case", "Call next week", "Call NEXT   week", { text: "next week", occurrence: 0 }],
  ])("outlives typing %s", (_, before, after, refusal) => {
    for (const typed of [before, after]) {
      const { parts } = parseQuickAdd(typed, { ...reader, refused: [refusal] });
      expect(parts.filter(({ text: found }) => found.toLowerCase().replace(/\s+/g, " ") === refusal.text)).toEqual([]);
    }
  });

  test("ends when the words are changed", () => {
    const refused = [{ text: "fri", occurrence: 0 }];
    expect(parseQuickAdd("Call fri", { ...reader, refused }).dueDate).toBeNull();
    expect(parseQuickAdd("Call friday", { ...reader, refused }).dueDate).toBe("2026-11-27");
  });

  test("gives way to the date before it", () => {
    const refused = [{ text: "monday", occurrence: 0 }];
    expect(parseQuickAdd("friday plan monday", { ...reader, refused })).toMatchObject({
      title: "plan monday",
      dueDate: "2026-11-27",
    });
  });
});
