import { countDays, describeDay } from "./dates";
import { capitalize, createWriter, remember } from "./formats";

/** What stands over a section: its name and, quieter, what else there is to say. */
export type SectionTitle = { main: string; detail: string | null };

const write = createWriter({
  day: { weekday: "long", day: "numeric", month: "long" },
  dayAndYear: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
});

const writtenMax = 10_000;

// To write a date costs more than all else of a section.
const writeDate = remember(
  (style: Parameters<typeof write>[0], date: string, locale: string) => capitalize(write(style, date, locale), locale),
  writtenMax,
);

/** A day: "Tomorrow" and "Saturday 21 November", or the latter alone; with the year only when it is not this one. */
export function titleDay(date: string, today: string, locale: string): SectionTitle {
  const long = writeDate(date.slice(0, 4) === today.slice(0, 4) ? "day" : "dayAndYear", date, locale);
  const isNear = Math.abs(countDays(today, date)) <= 1;
  return isNear ? { main: describeDay(date, today, locale), detail: long } : { main: long, detail: null };
}

/** A month: "January 2027". */
export function titleMonth(date: string, locale: string): SectionTitle {
  return { main: writeDate("month", date, locale), detail: null };
}
