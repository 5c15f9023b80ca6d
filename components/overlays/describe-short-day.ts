import { countDays } from "@/lib/tasks/dates";
import { createWriter } from "@/lib/tasks/formats";

const write = createWriter({ near: { weekday: "short" }, far: { weekday: "short", day: "numeric", month: "short" } });

/** A day as briefly as its distance allows: Sat within the week, else Mon 30 Nov. */
export const describeShortDay = (date: string, today: string, locale: string): string =>
  write(countDays(today, date) < 7 ? "near" : "far", date, locale);
