import { readWallClock, type Weekday } from "./calendar";
import type { Clock } from "./quick-add-due";

type Habits = Pick<Clock, "writesDayFirst" | "countsTwelveHours">;

const known = new Map<string, Habits>();

/** How a locale writes 5/12, and whether its 5:30 may be in the afternoon. An unknown locale is taken for English. */
function readHabits(locale: string): Habits {
  const habits = known.get(locale) ?? askIntl(locale);
  known.set(locale, habits);
  return habits;
}

function askIntl(locale: string): Habits {
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
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

const zones = new Map<string, string>();

function resolveZone(zone: string): string {
  const resolved = zones.get(zone) ?? (isZone(zone) ? zone : "UTC");
  zones.set(zone, resolved);
  return resolved;
}

/** The clock of who types. `now` is a timestamp; an unknown zone is taken for UTC. */
export function readClock(now: string, zone: string, locale = "en", weekStart: Weekday = 1): Clock {
  const moment = Date.parse(now);
  const resolved = resolveZone(zone);
  const { date, time } = readWallClock(resolved, moment);
  return { now: moment, zone: resolved, today: date, time, weekStart, ...readHabits(locale) };
}
