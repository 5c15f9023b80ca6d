/** Who reads, as far as dates go: a BCP 47 locale and an IANA time zone. */
export type Reader = { locale: string; zone: string };

const dayMs = 24 * 3600 * 1000;

/** A reader from what cookies and headers say; what is missing or unknown here becomes English and UTC. */
export function toReader(zone: string | undefined, locale: string | undefined, acceptLanguage?: string | null): Reader {
  const locales = [locale, ...(acceptLanguage ?? "").split(",").map((entry) => entry.split(";")[0]?.trim())];
  return { locale: locales.find(isLocale) ?? "en", zone: zone && isZone(zone) ? zone : "UTC" };
}

function isLocale(locale: string | undefined): locale is string {
  try {
    return Boolean(locale) && Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** The calendar date of a moment in a time zone, `YYYY-MM-DD`. */
export function dateIn(zone: string, moment: Date): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${read("year").padStart(4, "0")}-${read("month")}-${read("day")}`;
}

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
    ? capitalize(relative(locale).format(days, "day"), locale)
    : describeDate(date, today, locale);
}

/** A calendar date as a calendar says it: Wed, 18 Nov; with the year only when it is not this one. */
export function describeDate(date: string, today: string, locale: string): string {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  return tidy(dayFormat(locale, isThisYear ? "day" : "dayAndYear").format(new Date(date)));
}

/** A wall-clock time, `HH:MM`, in the reader's way of writing it. */
export function describeTime(time: string, locale: string): string {
  return tidy(dayFormat(locale, "time").format(new Date(`1970-01-01T${time}Z`)));
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
  return capitalize(tidy(dayFormat(locale, "longDay").format(new Date(date))), locale);
}

const formats = {
  day: { weekday: "short", day: "numeric", month: "short" },
  dayAndYear: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  longDay: { weekday: "long", day: "numeric", month: "long" },
  time: { timeStyle: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// A formatter costs a hundred times what one of its answers does; a locale may be anything that a reader sends.
const known = new Map<string, Intl.DateTimeFormat>();
const knownMax = 200;

function dayFormat(locale: string, name: keyof typeof formats): Intl.DateTimeFormat {
  const key = `${name} ${locale}`;
  const format =
    known.get(key) ?? new Intl.DateTimeFormat(locale, { ...formats[name], timeZone: "UTC", calendar: "gregory" });
  if (known.size >= knownMax) known.clear();
  known.set(key, format);
  return format;
}

const relative = (locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

// Versions of ICU disagree on which space stands before AM.
const tidy = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

function capitalize(text: string, locale: string): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(locale) + rest.join("");
}
