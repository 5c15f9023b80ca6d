import { expect, it } from "vitest";
import { describeShortDay } from "./describe-short-day";

it.each([
  ["2026-11-26", "en-GB", "Thu"],
  ["2026-11-27", "en-GB", "Fri 27 Nov"],
  // The calendar beside it is Gregorian for every reader.
  ["2026-11-27", "fa-IR-u-nu-latn", "جمعه 27 نوامبر"],
])("%s in %s is %s", (date, locale, words) => {
  expect(describeShortDay(date, "2026-11-20", locale).replace(",", "")).toBe(words);
});
