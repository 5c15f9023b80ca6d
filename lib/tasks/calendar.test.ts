import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  getDateReader,
  readWallClock,
  startOfDay,
  startOfMonth,
  startOfWeek,
  toDate,
  weekdayOf,
} from "./calendar";

test("there is no 31 February", () => {
  expect(toDate(2027, 2, 31)).toBeNull();
  expect(toDate(2027, 2, 29)).toBeNull();
  expect(toDate(2028, 2, 29)).toBe("2028-02-29");
  expect(toDate(2028, 13, 1)).toBeNull();
  expect(toDate(Number.NaN, 1, 1)).toBeNull();
});

test("days are added over months, leap days and the end of time", () => {
  expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
  expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
  expect(addDays("9999-12-31", 1)).toBe("9999-12-31");
});

test("a week starts where the reader's does", () => {
  expect(weekdayOf("2026-11-20")).toBe(5);
  expect(startOfWeek("2026-11-22", 1)).toBe("2026-11-16");
  expect(startOfWeek("2026-11-22", 0)).toBe("2026-11-22");
  expect(startOfWeek("2026-11-20", 6)).toBe("2026-11-14");
});

test("months are counted over years", () => {
  expect(startOfMonth("2026-11-20")).toBe("2026-11-01");
  expect(startOfMonth("2026-11-20", 2)).toBe("2027-01-01");
  expect(startOfMonth("9999-12-20", 1)).toBeNull();
});

describe("the date of a timestamp", () => {
  test.each([
    ["Europe/Berlin", "2026-03-28T22:59:59.999Z", "2026-03-28"],
    ["Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29"],
    ["Europe/Berlin", "2026-03-29T21:59:59.999Z", "2026-03-29"],
    ["Europe/Berlin", "2026-03-29T22:00:00.000Z", "2026-03-30"],
    ["Pacific/Kiritimati", "2026-12-31T10:00:00.000Z", "2027-01-01"],
    ["Pacific/Pago_Pago", "2027-01-01T10:59:59.999Z", "2026-12-31"],
    ["Asia/Kathmandu", "2026-11-20T18:15:00.000Z", "2026-11-21"],
    // Samoa left out 30 December 2011.
    ["Pacific/Apia", "2011-12-30T09:59:59.999Z", "2011-12-29"],
    ["Pacific/Apia", "2011-12-30T10:00:00.000Z", "2011-12-31"],
  ])("in %s, %s is %s", (zone, timestamp, date) => {
    expect(getDateReader(zone)(timestamp)).toBe(date);
  });

  test("is the one that Intl says, whenever and wherever", () => {
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Tehran"];
    const moment = fc.date({ min: new Date("1980-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, (zone, date) => {
        expect(getDateReader(zone)(date.toISOString())).toBe(readWallClock(zone, date.getTime()).date);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the first moment of a date", () => {
  test.each([
    ["2026-11-20", "UTC", "2026-11-20T00:00:00.000Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["2027-01-01", "Pacific/Kiritimati", "2026-12-31T10:00:00.000Z"],
    ["2026-12-31", "Pacific/Pago_Pago", "2026-12-31T11:00:00.000Z"],
    // Clocks go from 0:00 to 1:00.
    ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
    // Samoa had no such day.
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("%s in %s", (date, zone, moment) => {
    expect(startOfDay(date, zone)).toBe(moment);
  });
});
