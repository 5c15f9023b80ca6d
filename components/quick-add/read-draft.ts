import { descriptionMaxLength, titleMaxLength } from "@/lib/contract/limits";
import type { NewTask } from "@/lib/store/actions";
import { countCharacters } from "@/lib/tasks/characters";
import type { QuickAddContext, QuickAddPart } from "@/lib/tasks/quick-add";
import { cutTitle } from "@/lib/tasks/quick-add-title";
import type { Draft } from "./draft";
import type { Parser } from "./parser";

/** Who types, where and when, and the day of a task that names none. */
export type DraftContext = Omit<QuickAddContext, "refused" | "day"> & { defaultDate: string | null };

/** A line of a text, and where in it the line begins, in UTF-16 code units. */
export type Line = { start: number; text: string };

/** The lines of a text that are not blank. */
export function splitLines(text: string): Line[] {
  return Array.from(text.matchAll(/[^\r\n\u2028\u2029]+/g), ({ index, 0: line }) => ({
    start: index,
    text: line,
  })).filter((line) => cutTitle(line.text, []) !== "");
}

/** The text on one line. */
export const joinLines = (text: string): string =>
  splitLines(text)
    .map((line) => cutTitle(line.text, []))
    .join(" ");

type ReadLine = { task: NewTask; parts: readonly QuickAddPart[] };

/** Reads one line of a draft. Without a parser it is a title as it is written. */
function readLine(line: Line, draft: Draft, parser: Parser | null, context: DraftContext): ReadLine {
  const { defaultDate, ...reader } = context;
  const day = draft.isDated ? defaultDate : null;
  // Puts as many units in the place of half a character, so that offsets stay.
  const text = line.text.toWellFormed();
  if (!parser) return { task: { title: cutTitle(text, []), dueDate: day }, parts: [] };
  const refused = draft.refused
    .filter(({ start, end }) => start >= line.start && end <= line.start + text.length)
    .map(({ start, end }) => parser.toRefusal(text, { start: start - line.start, end: end - line.start }));
  const { parts, dueDate, ...rest } = parser.parseQuickAdd(text, { ...reader, day, refused });
  return {
    task: { ...rest, dueDate: dueDate ?? day },
    parts: parts.map((part) => ({ ...part, start: part.start + line.start, end: part.end + line.start })),
  };
}

/** The tasks that a draft is: one per line. */
export function readTasks(draft: Draft, parser: Parser | null, context: DraftContext): NewTask[] {
  return splitLines(draft.text).map((line) => readLine(line, draft, parser, context).task);
}

/** What a draft says, for the person who is typing it. */
export type DraftReading = {
  /** How many tasks it is. */
  count: number;
  /** What is marked. */
  parts: readonly QuickAddPart[];
  /** The task of a draft of one line. */
  task: NewTask | null;
  /** The first line whose title is too long, from 1, and by how many characters. */
  excess: { line: number; length: number } | null;
};

const markedLinesMax = 50;

/** Reads a draft as it is being typed: of very many lines only the first, and those that may be too long. */
export function readDraft(draft: Draft, parser: Parser | null, context: DraftContext): DraftReading {
  const lines = splitLines(draft.text);
  const read = lines.map((line, index) =>
    index < markedLinesMax || line.text.length > titleMaxLength ? readLine(line, draft, parser, context) : null,
  );
  const excesses = read.map((line) => (line ? countCharacters(line.task.title) - titleMaxLength : 0));
  const index = excesses.findIndex((length) => length > 0);
  return {
    count: lines.length,
    parts: read.flatMap((line) => line?.parts ?? []),
    task: lines.length === 1 ? (read[0]?.task ?? null) : null,
    excess: index < 0 ? null : { line: index + 1, length: excesses[index] ?? 0 },
  };
}

/** The task with as many whole words of its title as a title may have, and the rest as its description. */
export function moveRest(task: NewTask): NewTask {
  const characters = Array.from(task.title);
  if (characters.length <= titleMaxLength) return task;
  const space = characters.lastIndexOf(" ", titleMaxLength);
  const length = space > 0 ? space : titleMaxLength;
  return {
    ...task,
    title: characters.slice(0, length).join(""),
    description: characters.slice(length).join("").trim(),
  };
}

/** Whether every task is one that the contract takes. */
export function areWithinLimits(tasks: readonly NewTask[]): boolean {
  return tasks.every(
    ({ title, description = "" }) =>
      countCharacters(title) <= titleMaxLength && countCharacters(description) <= descriptionMaxLength,
  );
}
