import { countDays, describeDay } from "./dates";

/** What stands over a section: its name and, quieter, what else there is to say. */
export type SectionTitle = { main: string; detail: string | null };

const formats = {
  day: { weekday: "long", day: "numeric", month: "long" },
  dayAndYear: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// A formatter costs a hundred times what one of its answers does, and that more than all else of a section.
const formatters = new Map<string, Intl.DateTimeFormat>();
const written = new Map<string, string>();

function getFormatter(name: keyof typeof formats, locale: string): Intl.DateTimeFormat {
  const key = `${name} ${locale}`;
  const formatter =
    formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...formats[name], timeZone: "UTC", calendar: "gregory" });
  formatters.set(key, formatter);
  return formatter;
}

function writeDate(date: string, name: keyof typeof formats, locale: string): string {
  const key = `${date} ${name} ${locale}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  // Versions of ICU disagree on which spaces they write.
  const [first = "", ...rest] = getFormatter(name, locale)
    .format(new Date(date))
    .replace(/[\u00a0\u202f]/g, " ");
  const fresh = first.toLocaleUpperCase(locale) + rest.join("");
  written.set(key, fresh);
  return fresh;
}

/** A day: "Tomorrow" and "Saturday 21 November", or the latter alone; with the year only when it is not this one. */
export function titleDay(date: string, today: string, locale: string): SectionTitle {
  const long = writeDate(date, date.slice(0, 4) === today.slice(0, 4) ? "day" : "dayAndYear", locale);
  const isNear = Math.abs(countDays(today, date)) <= 1;
  return isNear ? { main: describeDay(date, today, locale), detail: long } : { main: long, detail: null };
}

/** A month: "January 2027". */
export function titleMonth(date: string, locale: string): SectionTitle {
  return { main: writeDate(date, "month", locale), detail: null };
}
