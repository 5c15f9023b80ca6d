import { readWallClock, toZone } from "./calendar";
import { capitalize, createWriter, remember } from "./formats";

/** Who reads, as far as dates go: a BCP 47 locale and an IANA time zone. */
export type Reader = { locale: string; zone: string };

const dayMs = 24 * 3600 * 1000;

const write = createWriter({
  day: { weekday: "short", day: "numeric", month: "short" },
  dayAndYear: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  longDay: { weekday: "long", day: "numeric", month: "long" },
  time: { timeStyle: "short" },
});
const getRelative = remember((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));

/** A reader from what cookies and headers say; what is missing or unknown here becomes English and UTC. */
export function toReader(zone: string | undefined, locale: string | undefined, acceptLanguage?: string | null): Reader {
  const locales = [locale, ...(acceptLanguage ?? "").split(",").map((entry) => entry.split(";")[0]?.trim())];
  return { locale: locales.find(isLocale) ?? "en", zone: toZone(zone ?? "") };
}

function isLocale(locale: string | undefined): locale is string {
  try {
    return Boolean(locale) && Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}

/** The calendar date of a moment in a time zone, `YYYY-MM-DD`. */
export const dateIn = (zone: string, moment: Date): string => readWallClock(zone, moment.getTime()).date;

/** Whole days from one calendar date to another; negative when the other is earlier. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** Whether an open task's due date has passed, is today's, or is still ahead. */
export function dueState(dueDate: string, today: string): "overdue" | "today" | "later" {
  if (dueDate === today) return "today";
  return dueDate < today ? "overdue" : "later";
}

/** A calendar date as people say it: Yesterday, Today, Tomorrow, Wed, 18 Nov; with the year only when it is not this one. */
export function describeDay(date: string, today: string, locale: string): string {
  const days = countDays(today, date);
  return Math.abs(days) <= 1
    ? capitalize(getRelative(locale).format(days, "day"), locale)
    : describeDate(date, today, locale);
}

/** A calendar date as a calendar says it: Wed, 18 Nov; with the year only when it is not this one. */
export function describeDate(date: string, today: string, locale: string): string {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  return write(isThisYear ? "day" : "dayAndYear", date, locale);
}

/** A wall-clock time, `HH:MM`, in the reader's way of writing it. */
export function describeTime(time: string, locale: string): string {
  return write("time", `1970-01-01T${time}Z`, locale);
}

/** When a task is due, in words: the day, and the time if it has one. */
export function describeDue(
  { dueDate, dueTime }: { dueDate: string; dueTime: string | null },
  today: string,
  locale: string,
): string {
  const day = describeDay(dueDate, today, locale);
  return dueTime ? `${day}, ${describeTime(dueTime, locale)}` : day;
}

/** A calendar date in full, without the year: Friday 20 November. */
export function describeLongDay(date: string, locale: string): string {
  return capitalize(write("longDay", date, locale), locale);
}
