import { dateIn, type Reader } from "@/lib/tasks/dates";

const formats = {
  time: { timeStyle: "short" },
  day: { day: "numeric", month: "short" },
  dayAndYear: { day: "numeric", month: "short", year: "numeric" },
  exact: { dateStyle: "full", timeStyle: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function format(moment: string, name: keyof typeof formats, { locale, zone }: Reader): string {
  const formatter = new Intl.DateTimeFormat(locale, { ...formats[name], timeZone: zone, calendar: "gregory" });
  // Versions of ICU disagree on which space stands before AM.
  return formatter.format(new Date(moment)).replace(/[\u00a0\u202f]/g, " ");
}

/** A moment as short as it can be: today's by its time, another by its day, with the year only when it is not this one. */
export function describeMoment(moment: string, { today, ...reader }: Reader & { today: string }): string {
  const date = dateIn(reader.zone, new Date(moment));
  if (date === today) return format(moment, "time", reader);
  return format(moment, date.slice(0, 4) === today.slice(0, 4) ? "day" : "dayAndYear", reader);
}

/** A moment in full. */
export const describeExactly = (moment: string, reader: Reader): string => format(moment, "exact", reader);
