import { describe, expect, test } from "vitest";
import { parseQuickAdd, type QuickAddContext } from "./quick-add";

// A Friday.
const context: QuickAddContext = { now: "2026-11-20T10:00:00Z", zone: "UTC" };

/** What was understood, on one line: title | due | priority. */
function read(text: string, changes: Partial<QuickAddContext> = {}): string {
  const { title, dueDate, dueTime, priority } = parseQuickAdd(text, { ...context, ...changes });
  const due = [dueDate, dueTime].filter(Boolean).join(" ");
  const whole = [title, due, priority === "none" ? "" : priority].join(" | ");
  return whole.replace(/(?: \| )+$/, "").replace("|  |", "| |");
}

describe("the clock of who types", () => {
  test.each<[text: string, now: string, zone: string, understood: string]>([
    ["x today", "2026-11-20T10:30:00Z", "Pacific/Kiritimati", "x | 2026-11-21"],
    ["x today", "2026-11-20T10:30:00Z", "Pacific/Pago_Pago", "x | 2026-11-19"],
    ["x tomorrow", "2026-12-31T09:59:00Z", "Pacific/Kiritimati", "x | 2027-01-01"],
    ["x tomorrow", "2026-12-31T10:01:00Z", "Pacific/Kiritimati", "x | 2027-01-02"],
    ["x tomorrow", "2027-01-01T10:59:00Z", "Pacific/Pago_Pago", "x | 2027-01-01"],
    ["x in 2 hours", "2026-12-31T09:00:00Z", "Pacific/Kiritimati", "x | 2027-01-01 01:00"],
    ["x friday", "2026-11-20T23:30:00Z", "America/New_York", "x | 2026-11-27"],
    ["x friday", "2026-11-19T23:30:00Z", "Asia/Tokyo", "x | 2026-11-27"],
    // Clocks go from 02:00 to 03:00 and back.
    ["x in 3 hours", "2026-03-28T23:30:00Z", "Europe/Berlin", "x | 2026-03-29 04:30"],
    ["x in 3 hours", "2026-10-24T22:30:00Z", "Europe/Berlin", "x | 2026-10-25 02:30"],
    ["x in 3 hours", "2026-03-08T05:30:00Z", "America/New_York", "x | 2026-03-08 04:30"],
    ["x in 3 hours", "2026-11-01T04:30:00Z", "America/New_York", "x | 2026-11-01 02:30"],
    ["x in 1 day", "2026-03-28T22:30:00Z", "Europe/Berlin", "x | 2026-03-29"],
    ["x tomorrow 2:30am", "2026-03-28T12:00:00Z", "Europe/Berlin", "x | 2026-03-29 02:30"],
    ["x in 7 days", "2026-10-31T12:00:00Z", "America/New_York", "x | 2026-11-07"],
    // Years and leap days.
    ["x tomorrow", "2028-02-28T12:00:00Z", "UTC", "x | 2028-02-29"],
    ["x Feb 29", "2026-11-20T12:00:00Z", "UTC", "x | 2028-02-29"],
    ["x Feb 29", "2096-03-01T12:00:00Z", "UTC", "x | 2104-02-29"],
    ["x Feb 29 2027", "2026-11-20T12:00:00Z", "UTC", "x Feb 29 2027"],
    ["x jan 1", "2026-12-31T12:00:00Z", "UTC", "x | 2027-01-01"],
    ["x in 1 month", "2027-01-31T12:00:00Z", "UTC", "x | 2027-02-28"],
    ["x end of month", "2028-02-10T12:00:00Z", "UTC", "x | 2028-02-29"],
    ["x on the 31st", "2027-02-10T12:00:00Z", "UTC", "x | 2027-03-31"],
    ["x tonight", "2026-11-20T21:00:00Z", "UTC", "x | 2026-11-20"],
    ["x eod", "2026-11-20T21:00:00Z", "UTC", "x | 2026-11-20"],
    ["x at noon", "2026-11-20T12:00:00Z", "UTC", "x | 2026-11-21 12:00"],
    ["x today 9am", "2026-11-20T12:00:00Z", "UTC", "x | 2026-11-20 09:00"],
    ["x today", "2026-11-20T10:30:00Z", "Mars/Olympus", "x | 2026-11-20"],
  ])("%s at %s in %s → %s", (text, now, zone, understood) => {
    expect(read(text, { now, zone })).toBe(understood);
  });

  test("is not the clock of the machine", () => {
    const own = process.env.TZ;
    const texts = [
      "today tomorrow friday sat 9am",
      "x this friday, next week, next month, next year",
      "x 5 Dec",
      "x Feb 29 at 2:30am",
      "x in 3 hours",
      "x in 90 minutes",
      "x in 3 days",
      "x in 2 months",
      "x end of month",
      "x by the 31st",
      "x 29/3/2026 2am",
    ];
    const readAll = (zone: string | undefined) => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
      return texts.map((text) => parseQuickAdd(text, { now: "2026-03-29T00:30:00Z", zone: "Europe/Berlin" }));
    };
    const expected = readAll("UTC");
    for (const zone of ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Cairo"])
      expect([zone, readAll(zone)]).toEqual([zone, expected]);
    readAll(own);
  });
});

describe("the reader's habits", () => {
  test.each<[text: string, changes: Partial<QuickAddContext>, understood: string]>([
    ["x 5/12/2027", { locale: "en-US" }, "x | 2027-05-12"],
    ["x 5/12/2027", { locale: "en-GB" }, "x | 2027-12-05"],
    ["x by 5/12", { locale: "de" }, "x | 2026-12-05"],
    ["x 5/12/2027", { locale: "no such locale" }, "x | 2027-05-12"],
    ["x 5:30", { locale: "de" }, "x | 2026-11-21 05:30"],
    ["x at 5", { locale: "de" }, "x | 2026-11-20 17:00"],
    ["x next sunday", { weekStart: 1 }, "x | 2026-11-29"],
    ["x next sunday", { weekStart: 0 }, "x | 2026-11-22"],
    ["x next week", { weekStart: 1, now: "2026-11-22T10:00:00Z" }, "x | 2026-11-23"],
    ["x next week", { weekStart: 0, now: "2026-11-22T10:00:00Z" }, "x | 2026-11-30"],
  ])("%s, %o → %s", (text, changes, understood) => {
    expect(read(text, changes)).toBe(understood);
  });
});
