import { readWallClock, toZone, type Weekday } from "./calendar";
import { remember } from "./formats";
import type { Clock } from "./quick-add-due";

type Habits = Pick<Clock, "writesDayFirst" | "countsTwelveHours">;

/** How a locale writes 5/12, and whether its 5:30 may be in the afternoon. An unknown locale is taken for English. */
const readHabits = remember((locale: string): Habits => {
  try {
    const format = new Intl.DateTimeFormat(locale, {
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      calendar: "gregory",
    });
    const order = format.formatToParts(0).map(({ type }) => type);
    return {
      writesDayFirst: order.indexOf("day") < order.indexOf("month"),
      countsTwelveHours: format.resolvedOptions().hour12 ?? false,
    };
  } catch {
    return { writesDayFirst: false, countsTwelveHours: true };
  }
});

/** The clock of who types. `now` is a timestamp; an unknown zone is taken for UTC. */
export function readClock(now: string, zone: string, locale = "en", weekStart: Weekday = 1): Clock {
  const moment = Date.parse(now);
  const resolved = toZone(zone);
  const { date, time } = readWallClock(resolved, moment);
  return { now: moment, zone: resolved, today: date, time, weekStart, ...readHabits(locale) };
}
