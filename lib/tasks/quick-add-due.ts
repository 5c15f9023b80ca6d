import { type Chrono, casual, GB } from "chrono-node/en";
import { addDays, readWallClock, startOfMonth, startOfWeek, toDate, type Weekday, weekdayOf } from "./calendar";
import type { DatePhrase } from "./quick-add-grammar";

/** The moment of typing, as the person who types sees it. `now` is in milliseconds since 1970. */
export type Clock = {
  now: number;
  zone: string;
  today: string;
  time: string;
  weekStart: Weekday;
  writesDayFirst: boolean;
  countsTwelveHours: boolean;
  /** What a time without a date belongs to, if it is ahead. */
  day?: string | null;
};

/** The words of a due: a phrase for the date, one for the time, or both. */
export type DueWords = { date: { name: DatePhrase; text: string } | null; time: string | null };

/** A due as the contract has it. `isVague`: the time is only what a word like "tonight" stands for. */
export type Due = { date: string; time: string | null; isVague: boolean };

const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const friday: Weekday = 5;
const saturday: Weekday = 6;

/** What a word for a part of the day stands for. "end of day" is what "eod" is. */
const vagueTimes = [
  { pattern: /morning/, time: "09:00" },
  { pattern: /noon$|midday/, time: "12:00" },
  { pattern: /afternoon/, time: "15:00" },
  { pattern: /eod|end\s+of/, time: "17:00" },
  { pattern: /evening/, time: "18:00" },
  { pattern: /midnight/, time: "23:59" },
  { pattern: /night/, time: "20:00" },
];

function findVagueTime(words: string): string | null {
  // "afternoon" ends like noon.
  const isAfternoon = words.includes("afternoon");
  return (
    vagueTimes.find(({ pattern, time }) => pattern.test(words) && !(isAfternoon && time === "12:00"))?.time ?? null
  );
}

/** With single spaces. The grammar gives words in lower case. */
const normalize = (words: string) => words.replace(/\s+/g, " ");

const pad = (value: number) => String(value).padStart(2, "0");

/** The hour that a written one means. Without am and pm, 1 to 6 is the afternoon to those who count twelve hours. */
function toHour(written: string, words: string, hasMinutes: boolean, { countsTwelveHours }: Clock): number {
  const hour = Number(written);
  const mark = /\d\s?([ap])(?:\.\s?m|m)/.exec(words)?.[1];
  if (mark) return (hour % 12) + (mark === "p" ? 12 : 0);
  if (hour > 12 || written.startsWith("0")) return hour;
  if (/morning/.test(words)) return hour % 12;
  if (/afternoon|evening/.test(words)) return (hour % 12) + 12;
  if (/night/.test(words)) return hour < 6 ? hour : (hour % 12) + (hour === 12 ? 0 : 12);
  return hour <= 6 && hour > 0 && (countsTwelveHours || !hasMinutes) ? hour + 12 : hour;
}

/** The time that words name, with what the date's own words say of the part of the day ("tonight at 8"). */
function readTime(words: string, dateWords: string, clock: Clock): { time: string; isVague: boolean } | null {
  const all = normalize(`${dateWords} ${words}`);
  const [, hour, minutes] = /(\d{1,2})(?:[:.](\d{2}))?/.exec(words) ?? [];
  if (hour !== undefined) {
    return { time: `${pad(toHour(hour, all, minutes !== undefined, clock))}:${minutes ?? "00"}`, isVague: false };
  }
  const time = findVagueTime(all);
  return time ? { time, isVague: true } : null;
}

/** What chrono reads in a text: a date, and how many milliseconds of wall clock it lies behind the reference. */
function askChrono(chrono: Chrono, text: string, reference: Date): { date: string | null; elapsed: number } | null {
  const start = chrono.parse(text, reference)[0]?.start;
  if (!start) return null;
  const read = (part: "year" | "month" | "day" | "hour" | "minute") => start.get(part) ?? 0;
  const wall = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  const [year, month, day] = [reference.getFullYear(), reference.getMonth(), reference.getDate()];
  return {
    date: toDate(read("year"), read("month"), read("day")),
    elapsed: wall - Date.UTC(year, month, day, reference.getHours(), reference.getMinutes()),
  };
}

/**
 * Noon of a date on the clock of this machine, which is the one that chrono counts days with. No zone changes its clocks
 * at noon, so the machine's own zone can't show in what comes of it.
 */
function toReference(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day, 12);
}

/** The first year, this one or later, in which a date without its year exists and is not over; leap days may be 8 away. */
function findYear(today: string, read: (year: number) => string | null): string | null {
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year <= thisYear + 8; year++) {
    const date = read(year);
    if (date !== null && date >= today) return date;
  }
  return null;
}

const weekdayBefore = /^(?:sun|mon|tue|wed|thu|fri|sat)\p{L}*[.,]*\s+/u;
const hasYear = /\d{4}$|\d[/]\d+[/]\d/;
/** Any day of any month is in it. */
const leapYear = 2000;

/** A date as it is written, with or without its year, which `join` parts from the rest. */
function readWritten(text: string, chrono: Chrono, { today }: Clock, join: string): string | null {
  const bare = text.replace(weekdayBefore, "").replace(/^the\s+/, "");
  const words = join === " " ? bare.replace(/\./g, "") : bare;
  const isComplete = hasYear.test(words);
  const date = askChrono(chrono, isComplete ? words : `${words}${join}${leapYear}`, toReference(today))?.date ?? null;
  if (isComplete || date === null) return date;
  return findYear(today, (year) => toDate(year, Number(date.slice(5, 7)), Number(date.slice(8))));
}

function readWeekday(text: string, weekday: Weekday, { today, weekStart }: Clock): string {
  if (text.includes("next")) return addDays(startOfWeek(today, weekStart), 7 + ((weekday - weekStart + 7) % 7));
  const days = (weekday - weekdayOf(today) + 7) % 7;
  // Who means today says so.
  return addDays(today, days === 0 && !text.includes("this") ? 7 : days);
}

function findWeekday(text: string): Weekday {
  const name = /(?:^|\s)(sun|mon|tue|wed|thu|fri|sat)/.exec(text)?.[1] ?? "mon";
  return weekdayNames.indexOf(name) as Weekday; // the pattern is these names
}

function findMonth(text: string): number {
  return monthNames.findIndex((name) => new RegExp(`(?:^|\\s)${name}`).test(text)) + 1;
}

function readNextPeriod(text: string, clock: Clock): string | null {
  if (text.endsWith("week")) return readWeekday("next", 1, clock);
  return text.endsWith("month") ? startOfMonth(clock.today, 1) : toDate(Number(clock.today.slice(0, 4)) + 1, 1, 1);
}

/** The last day of a period: of a week, Friday. */
function readPeriodEnd(text: string, clock: Clock): string | null {
  const { today } = clock;
  const ahead = text.includes("next") ? 1 : 0;
  const lastDay = (first: string | null) => first && addDays(first, -1);
  if (/week|eow/.test(text)) return readWeekday(ahead ? "next" : "this", friday, clock);
  if (/month|eom/.test(text)) return lastDay(startOfMonth(today, 1 + ahead));
  if (/year|eoy/.test(text)) return toDate(Number(today.slice(0, 4)) + ahead, 12, 31);
  const month = findMonth(text);
  const readIn = (year: number) => lastDay(startOfMonth(`${year}-${pad(month)}-01`, 1));
  const year = /\d{4}/.exec(text)?.[0];
  return year ? readIn(Number(year)) : findYear(today, readIn);
}

function readDayOnly(text: string, { today }: Clock): string | null {
  const day = Number.parseInt(text.replace(/^the\s+/, ""), 10);
  for (let months = 0; months < 3; months++) {
    const first = startOfMonth(today, months);
    const date = first && toDate(Number(first.slice(0, 4)), Number(first.slice(5, 7)), day);
    if (date && date >= today) return date;
  }
  return null;
}

const ask = (words: string, from: string) => askChrono(casual, words, toReference(from))?.date ?? null;

/** So many months or years from today, or the last day of that month if it is shorter: chrono would go on into the next. */
function readMonths(words: string, today: string): string | null {
  const first = ask(words, `${today.slice(0, 7)}-01`);
  if (!first?.endsWith("-01")) return ask(words, today);
  const days = [0, 1, 2, 3].map((back) => `${first.slice(0, 8)}${pad(Number(today.slice(8)) - back)}`);
  return days.find((date) => toDate(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)))) ?? null;
}

/** Where relative times are counted from: in January, when no zone changes its clocks. */
const quietDay = "2001-01-15";

function readRelative(text: string, { now, zone, today }: Clock): { date: string | null; time: string | null } {
  const words = text.replace(/['’]?\s+time$/, "").replace(/from\s+today$/, "from now");
  if (/min|hour|hr|\dh|\dmin|\d h/.test(words)) {
    const elapsed = askChrono(casual, words, toReference(quietDay))?.elapsed ?? Number.NaN;
    return Number.isFinite(elapsed) ? readWallClock(zone, now + elapsed) : { date: null, time: null };
  }
  return { date: /month|year/.test(words) ? readMonths(words, today) : ask(words, today), time: null };
}

function readDate(name: Exclude<DatePhrase, "relative">, text: string, clock: Clock): string | null {
  const { today } = clock;
  switch (name) {
    case "iso":
    case "named":
      return (
        askChrono(casual, text.replace(/^later\s+/, "").replace(/^day/, "the day"), toReference(today))?.date ?? null
      );
    case "dotted":
      return readWritten(text, GB, clock, ".");
    case "slashed":
      return readWritten(text, clock.writesDayFirst ? GB : casual, clock, "/");
    case "dayMonth":
    case "monthDay":
      return readWritten(text, casual, clock, " ");
    case "monthYear":
      return askChrono(casual, text.replace(/^in\s+/, "").replace(",", ""), toReference(today))?.date ?? null;
    case "bareMonth":
      return findYear(today, (year) => toDate(year, findMonth(text), 1));
    case "weekday":
      return readWeekday(text, findWeekday(text.replace(/next\s+week/, "")), clock);
    case "weekend":
      return readWeekday(text.startsWith("next") ? text : "this", saturday, clock);
    case "nextPeriod":
      return readNextPeriod(text, clock);
    case "periodEnd":
      return readPeriodEnd(text, clock);
    case "dayOnly":
      return readDayOnly(text, clock);
  }
}

/** The next time that the clock shows a time. A word for a part of this very day means today, even when it is over. */
function readTimeAlone(words: string, clock: Clock): Due | null {
  const read = readTime(words, "", clock);
  if (!read) return null;
  if (clock.day && clock.day > clock.today && !/this/.test(normalize(words))) return { date: clock.day, ...read };
  if (read.time > clock.time) return { date: clock.today, ...read };
  if (/this|eod|end/.test(normalize(words))) return { date: clock.today, time: null, isVague: true };
  return { date: addDays(clock.today, 1), ...read };
}

/** The due that words name; null when there is no such day or it is over. */
export function readDue({ date: phrase, time: timeWords }: DueWords, clock: Clock): Due | null {
  if (!phrase) return timeWords === null ? null : readTimeAlone(timeWords, clock);
  const text = normalize(phrase.text);
  const relative = phrase.name === "relative" ? readRelative(text, clock) : null;
  const date = phrase.name === "relative" ? relative?.date : readDate(phrase.name, text, clock);
  if (!date || date < clock.today) return null;
  const read = relative?.time
    ? { time: relative.time, isVague: false }
    : readTime(timeWords ?? "", text.includes("night") ? text : "", clock);
  // Tonight, when the evening has come: today is all that is left of it.
  const isOver = read?.isVague && date === clock.today && read.time <= clock.time;
  return { date, time: isOver ? null : (read?.time ?? null), isVague: read?.isVague ?? false };
}
