import { expect, it } from "vitest";
import { describeExactly, describeMoment } from "./moments";

const reader = { locale: "en-GB", zone: "Europe/Berlin", today: "2026-11-20" };

it.each([
  ["2026-11-20T13:02:00.000Z", "14:02"],
  ["2026-11-19T23:30:00.000Z", "00:30"],
  ["2026-11-19T22:59:00.000Z", "19 Nov"],
  ["2026-11-12T09:00:00.000Z", "12 Nov"],
  ["2025-12-31T23:30:00.000Z", "1 Jan"],
  ["2025-12-31T22:30:00.000Z", "31 Dec 2025"],
])("%s is %s", (moment, words) => {
  expect(describeMoment(moment, reader)).toBe(words);
});

it("is exact where it is asked for", () => {
  expect(describeExactly("2026-11-20T13:02:09.000Z", reader)).toMatch(/^Friday,? 20 November 2026 (at )?14:02:09 CET$/);
});
