import { type priorities, quickAddMaxLength } from "@/lib/contract/limits";
import type { Weekday } from "./calendar";
import { readClock } from "./quick-add-clock";
import { type Clock, type Due, readDue } from "./quick-add-due";
import { findDatePhrase, matchDues } from "./quick-add-grammar";
import { isOrdinary, joins, type Phrase } from "./quick-add-ordinary";
import { cover, hidden, hideProtected, skipped } from "./quick-add-protected";
import { cutTitle } from "./quick-add-title";

type Priority = (typeof priorities)[number];

/**
 * Words of the text that were understood. `start` and `end` are offsets in UTF-16 code units, `text` what stands there.
 * `value` is a date `YYYY-MM-DD` or a moment `YYYY-MM-DDTHH:MM`, a time `HH:MM` that belongs to a date elsewhere in the
 * text, or a priority.
 */
export type QuickAddPart = {
  kind: "date" | "time" | "priority";
  start: number;
  end: number;
  text: string;
  value: string;
};

/** A task as a line of text says it. */
export type QuickAdd = {
  title: string;
  dueDate: string | null;
  dueTime: string | null;
  priority: Priority;
  parts: QuickAddPart[];
};

/**
 * Words that are to stay text: what they are, without case and with single spaces, and which of their occurrences in the
 * text, from 0. So a refusal outlives typing before and behind it; it ends when the words themselves are changed.
 */
export type Refusal = { text: string; occurrence: number };

/**
 * Who types, where and when. `now` is a timestamp; a week starts on Monday unless `weekStart` says otherwise. A time that
 * names no date belongs to `day`, if that is ahead.
 */
export type QuickAddContext = {
  now: string;
  zone: string;
  locale?: string | undefined;
  weekStart?: Weekday | undefined;
  day?: string | null | undefined;
  refused?: readonly Refusal[] | undefined;
};

const priorityPattern = /(?<!\S)!([1-4])(?=$|[\s.,;:?)])/g;
const priorityNames = { 1: "high", 2: "medium", 3: "low", 4: "none" } as const;

/**
 * Understands a line such as "Pay rent tomorrow 9am !1". Of several dates, times or priorities the last one counts and
 * the others stay in the title; a time joins a date that has none wherever it stands. A due is never in the past: a time
 * that is over means tomorrow, a day that is over the next of its kind, and a date that can't be moved stays text.
 * When nothing would be left for a title, the whole text is the title and nothing else is taken from it.
 * It never throws, and takes an unknown zone for UTC.
 */
export function parseQuickAdd(text: string, context: QuickAddContext): QuickAdd {
  const { now, zone, locale, weekStart, day = null, refused = [] } = context;
  const whole = { title: cutTitle(text, []), dueDate: null, dueTime: null, priority: "none", parts: [] } as const;
  // Pasted prose, in which looking would take longer than a keystroke.
  if (text.length > 2 * quickAddMaxLength) return { ...whole, parts: [] };
  const visible = hideRefused(hideProtected(text), text, refused);
  const priority = findPriority(visible);
  const clock = { ...readClock(now, zone, locale, weekStart), day };
  const due = findDue(priority ? cover(visible, priority, skipped) : visible, clock);
  const found = [...(priority ? [priority] : []), ...due.parts].sort((one, other) => one.start - other.start);
  const parts = found.map(({ kind, start, end, value }) => ({ kind, start, end, text: text.slice(start, end), value }));
  const title = cutTitle(text, parts);
  if (!/[^\p{P}\p{Z}\p{C}]/u.test(title)) return { ...whole, parts: [] };
  return { title, dueDate: due.date, dueTime: due.time, priority: priority?.name ?? "none", parts };
}

/** The refusal of a part of a text. */
export function toRefusal(text: string, { start, end }: Pick<QuickAddPart, "start" | "end">): Refusal {
  const words = normalize(text.slice(start, end));
  const places = findPlaces(text, words);
  return {
    text: words,
    occurrence: Math.max(
      0,
      places.findIndex((place) => place.start === start),
    ),
  };
}

const normalize = (words: string) => words.trim().replace(/\s+/g, " ").toLowerCase();

function findPlaces(text: string, words: string): { start: number; end: number }[] {
  const pattern = words
    .split(" ")
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("\\s+");
  const places = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, "giu"));
  return Array.from(places, ({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

function hideRefused(visible: string, text: string, refused: readonly Refusal[]): string {
  const places = refused.flatMap(({ text: words, occurrence }) =>
    words.trim() ? findPlaces(text, normalize(words)).slice(occurrence, occurrence + 1) : [],
  );
  return places.reduce((rest, place) => cover(rest, place, hidden), visible);
}

type Found = Omit<QuickAddPart, "text">;

function findPriority(visible: string): (Found & { name: Priority }) | null {
  const match = Array.from(visible.matchAll(priorityPattern)).at(-1);
  if (!match) return null;
  const name = priorityNames[Number(match[1]) as keyof typeof priorityNames]; // the pattern is these digits
  return { kind: "priority", start: match.index, end: match.index + match[0].length, value: name, name };
}

type Candidate = { start: number; end: number; words: Phrase };
type Taken = Candidate & { due: Due };

function findCandidates(visible: string): Candidate[] {
  return Array.from(matchDues(visible), ({ index: start, 0: found, groups = {} }) => {
    const { lead = "", timeAfter, timeBefore, timeAlone } = groups;
    const end = start + found.length;
    const words = {
      date: findDatePhrase(groups),
      time: timeAfter ?? timeBefore ?? timeAlone ?? null,
      text: visible.slice(start + lead.length, end),
      lead,
      before: visible.slice(0, start),
      after: visible.slice(end),
    };
    return { start, end, words };
  });
}

const isDated = ({ words }: Candidate) => words.date !== null;

/** Whether a candidate stands in a list or span of its kind: Tue and Thu, 9am to 5pm. */
function isListed(candidates: Candidate[], index: number, visible: string): boolean {
  const isJoined = (one: Candidate | undefined, other: Candidate | undefined) =>
    one !== undefined &&
    other !== undefined &&
    isDated(one) === isDated(other) &&
    joins.test(visible.slice(one.end, other.start) + other.words.lead);
  return isJoined(candidates[index - 1], candidates[index]) || isJoined(candidates[index], candidates[index + 1]);
}

/** The last date and the last time without one that count. */
function takeLast(visible: string, clock: Clock): { dated?: Taken; alone?: Taken } {
  const candidates = findCandidates(visible);
  const taken: { dated?: Taken; alone?: Taken } = {};
  for (const [index, candidate] of [...candidates.entries()].reverse()) {
    const kind = isDated(candidate) ? "dated" : "alone";
    if (taken[kind] || isListed(candidates, index, visible) || isOrdinary(candidate.words)) continue;
    const due = readDue(candidate.words, clock);
    if (due) taken[kind] = { ...candidate, due };
  }
  return taken;
}

function findDue(visible: string, clock: Clock): { date: string | null; time: string | null; parts: Found[] } {
  const { dated, alone } = takeLast(visible, clock);
  const first = dated ?? alone;
  if (!first) return { date: null, time: null, parts: [] };
  const { date, time, isVague } = first.due;
  const own: Found = { kind: "date", start: first.start, end: first.end, value: time ? `${date}T${time}` : date };
  const canJoin = dated && alone && !alone.due.isVague && (time === null || isVague);
  const joined = canJoin ? joinTime(dated, alone, clock) : null;
  if (!alone || !joined?.time) return { date, time, parts: [own] };
  const added: Found = { kind: "time", start: alone.start, end: alone.end, value: joined.time };
  return { date: joined.date, time: joined.time, parts: [{ ...own, value: joined.date }, added] };
}

/** "tonight" and, elsewhere, "at 8": the words are read as if they stood together. */
function joinTime(dated: Candidate, alone: Candidate, clock: Clock): Due | null {
  const time = `${dated.words.time ?? ""} ${alone.words.time ?? ""}`.trim();
  return readDue({ date: dated.words.date, time }, clock);
}
