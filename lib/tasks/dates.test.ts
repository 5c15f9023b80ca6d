import { describe, expect, test } from "vitest";
import {
  countDays,
  dateIn,
  describeDay,
  describeDue,
  describeLongDay,
  describeTime,
  dueState,
  toReader,
} from "./dates";

const today = "2026-11-20";

describe("a reader", () => {
  test("takes the cookies when they name a zone and a locale", () => {
    expect(toReader("Asia/Tokyo", "de")).toEqual({ locale: "de", zone: "Asia/Tokyo" });
    expect(toReader("asia/tokyo", "de").zone).toBe("Asia/Tokyo");
  });

  test("falls back on Accept-Language, then on English and UTC", () => {
    expect(toReader(undefined, undefined, "fr-CH, fr;q=0.9")).toEqual({ locale: "fr-CH", zone: "UTC" });
    expect(toReader("Mars/Olympus", "no such locale", "*")).toEqual({ locale: "en", zone: "UTC" });
    expect(toReader("", "", "")).toEqual({ locale: "en", zone: "UTC" });
  });
});

describe("the date of a moment", () => {
  const moment = new Date("2026-11-20T23:30:00Z");

  test.each([
    ["UTC", "2026-11-20"],
    ["Asia/Tokyo", "2026-11-21"],
    ["America/Los_Angeles", "2026-11-20"],
    ["Pacific/Kiritimati", "2026-11-21"],
  ])("in %s is %s", (zone, date) => {
    expect(dateIn(zone, moment)).toBe(date);
  });
});

test("days are counted over months, leap days and clock changes", () => {
  expect(countDays("2028-02-28", "2028-03-01")).toBe(2);
  expect(countDays("2026-03-28", "2026-03-30")).toBe(2);
  expect(countDays("2026-11-20", "2026-11-18")).toBe(-2);
});

test.each([
  ["2026-11-19", "overdue"],
  ["2026-11-20", "today"],
  ["2026-11-21", "later"],
] as const)("due on %s is %s", (date, state) => {
  expect(dueState(date, today)).toBe(state);
});

describe("a day", () => {
  test.each([
    ["2026-11-19", "Yesterday"],
    ["2026-11-20", "Today"],
    ["2026-11-21", "Tomorrow"],
    ["2026-11-18", "Wed, Nov 18"],
    ["2026-11-22", "Sun, Nov 22"],
    ["2027-01-01", "Fri, Jan 1, 2027"],
    ["9999-12-31", "Fri, Dec 31, 9999"],
  ])("%s is said as %s", (date, said) => {
    expect(describeDay(date, today, "en-US")).toBe(said);
  });

  test("over New Year, tomorrow needs no year", () => {
    expect(describeDay("2027-01-01", "2026-12-31", "en-US")).toBe("Tomorrow");
  });

  test("is said in the reader's language", () => {
    expect(describeDay("2026-11-21", today, "de")).toBe("Morgen");
    expect(describeDay("2026-11-18", today, "en-GB")).toMatch(/^Wed,? 18 Nov$/);
  });

  test("counts years as the API does, whatever the reader's calendar", () => {
    expect(describeDay("2027-01-05", today, "th")).toContain("2027");
  });
});

test("a time follows the reader's clock, with ordinary spaces", () => {
  expect(describeTime("14:30", "en-US")).toBe("2:30 PM");
  expect(describeTime("14:30", "en-GB")).toBe("14:30");
});

test("a due date without a time is just the day", () => {
  expect(describeDue({ dueDate: today, dueTime: "09:05" }, today, "en-GB")).toBe("Today, 09:05");
  expect(describeDue({ dueDate: today, dueTime: null }, today, "en-GB")).toBe("Today");
});

test("a long day has no year", () => {
  expect(describeLongDay(today, "en-GB")).toMatch(/^Friday,? 20 November$/);
});
