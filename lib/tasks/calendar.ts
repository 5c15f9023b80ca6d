import { remember } from "./formats";

/** Day of the week as `Date` counts: Sunday is 0. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const dayMs = 24 * 3600 * 1000;
const quarterMs = 15 * 60 * 1000;

const pad = (value: number, length = 2) => String(value).padStart(length, "0");

/** The calendar date, `YYYY-MM-DD`, of a number of days since 1970-01-01; null outside the years 1 to 9999. */
function fromDayNumber(days: number): string | null {
  const moment = new Date(days * dayMs);
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment.toISOString().slice(0, 10) : null;
}

/** A calendar date from its numbers; null when there is no such day, as with 31 February. Months count from 1. */
export function toDate(year: number, month: number, day: number): string | null {
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  // `Date` reads 31 February as 3 March.
  return Number.isNaN(milliseconds) || fromDayNumber(milliseconds / dayMs) !== date ? null : date;
}

/** The calendar date so many days later; the same one when that would leave the years 1 to 9999. */
export function addDays(date: string, days: number): string {
  return fromDayNumber(Date.parse(date) / dayMs + days) ?? date;
}

/** The day of the week of a calendar date. */
export function weekdayOf(date: string): Weekday {
  return new Date(date).getUTCDay() as Weekday; // by the definition of getUTCDay
}

/** The first day of the week that a date is in. */
export function startOfWeek(date: string, weekStart: Weekday): string {
  return addDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
}

/** The first day of the month so many months after a date's own; null past the year 9999. */
export function startOfMonth(date: string, months = 0): string | null {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return toDate(Math.floor(count / 12), (count % 12) + 1, 1);
}

// A formatter costs a hundred times what one of its answers does.
const getClock = remember(
  (zone: string) =>
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    }),
);

/** A time zone as `Intl` names it; UTC where it knows none of that name. */
export const toZone = remember((zone: string): string => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
});

/** What calendar and clock show in a time zone at a moment, which is in milliseconds since 1970. */
export function readWallClock(zone: string, moment: number): { date: string; time: string } {
  const parts = new Map(
    getClock(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    date: `${read("year").padStart(4, "0")}-${read("month")}-${read("day")}`,
    time: `${read("hour")}:${read("minute")}`,
  };
}

/** Reads a timestamp as the calendar date that it has in a time zone. */
export type DateReader = (timestamp: string) => string;

const offsetsMax = 10_000;

/**
 * The date reader of a zone. It asks `Intl` for the offset at midnight (UTC) of the days that it meets, and remembers;
 * only on a day on which clocks change does it look closer, by the quarter of an hour.
 */
export const getDateReader = remember((zone: string): DateReader => {
  const getOffset = remember((moment: number): number => {
    const { date, time } = readWallClock(zone, moment);
    return Date.parse(`${date}T${time}Z`) - moment;
  }, offsetsMax);
  return (timestamp) => {
    const moment = Date.parse(timestamp);
    const day = Math.floor(moment / dayMs) * dayMs;
    const offset = getOffset(day);
    const isSteady = offset === getOffset(day + dayMs);
    const local = moment + (isSteady ? offset : getOffset(Math.floor(moment / quarterMs) * quarterMs));
    return fromDayNumber(Math.floor(local / dayMs)) ?? timestamp.slice(0, 10);
  };
});

const minuteMs = 60 * 1000;
// No zone has ever been further from UTC.
const offsetMaxMs = 16 * 3600 * 1000;

/** The first moment, as a timestamp, that has a calendar date in a time zone; the first after it where clocks skip it. */
export function startOfDay(date: string, zone: string): string {
  const readDate = getDateReader(zone);
  const toTimestamp = (minutes: number) => new Date(minutes * minuteMs).toISOString();
  const midnight = Date.parse(date);
  let before = (midnight - offsetMaxMs) / minuteMs;
  let start = (midnight + offsetMaxMs) / minuteMs;
  while (start - before > 1) {
    const middle = Math.floor((before + start) / 2);
    if (readDate(toTimestamp(middle)) < date) before = middle;
    else start = middle;
  }
  return toTimestamp(start);
}
