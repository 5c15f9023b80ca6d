import { dateIn, type Reader } from "@/lib/tasks/dates";
import { createWriter } from "@/lib/tasks/formats";

const write = createWriter({
  time: { timeStyle: "short" },
  day: { day: "numeric", month: "short" },
  dayAndYear: { day: "numeric", month: "short", year: "numeric" },
  exact: { dateStyle: "full", timeStyle: "long" },
});

/** A moment as short as it can be: today's by its time, another by its day, with the year only when it is not this one. */
export function describeMoment(moment: string, { today, locale, zone }: Reader & { today: string }): string {
  const date = dateIn(zone, new Date(moment));
  if (date === today) return write("time", moment, locale, zone);
  return write(date.slice(0, 4) === today.slice(0, 4) ? "day" : "dayAndYear", moment, locale, zone);
}

/** A moment in full. */
export const describeExactly = (moment: string, { locale, zone }: Reader): string =>
  write("exact", moment, locale, zone);
