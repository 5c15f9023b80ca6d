import { describe, expect, test } from "vitest";
import { titleMaxLength } from "@/lib/contract/limits";
import * as parser from "@/lib/tasks/quick-add";
import { emptyDraft } from "./draft";
import {
  areWithinLimits,
  type DraftContext,
  joinLines,
  moveRest,
  readDraft,
  readTasks,
  splitLines,
} from "./read-draft";

// A Friday.
const context: DraftContext = { now: "2026-11-20T10:00:00Z", zone: "UTC", defaultDate: "2026-11-20" };
const draft = (text: string) => ({ ...emptyDraft, text });

describe("the lines of a text", () => {
  test("are those that are not blank, whatever parts them", () => {
    const lines = splitLines("Buy milk\r\n\r\n \t\nCall Sam\rWrite\u2028Read\n\0\n");
    expect(lines.map(({ text }) => text)).toEqual(["Buy milk", "Call Sam", "Write", "Read"]);
  });

  test("know where they begin", () => {
    const text = "\n  Buy milk\n\nCall Sam";
    for (const line of splitLines(text)) expect(text.slice(line.start)).toMatch(new RegExp(`^${line.text}`));
  });

  test("can be made one, without control characters", () => {
    expect(joinLines(" Buy milk\n\nCall\tSam\0 \n")).toBe("Buy milk Call Sam");
  });
});

describe("the tasks of a draft", () => {
  test("are one per line, each with what its own words say, else with the field's day", () => {
    expect(readTasks(draft("Pay rent tomorrow 9am !1\n\nBuy milk\nCall at 5pm"), parser, context)).toEqual([
      { title: "Pay rent", dueDate: "2026-11-21", dueTime: "09:00", priority: "high" },
      { title: "Buy milk", dueDate: "2026-11-20", dueTime: null, priority: "none" },
      { title: "Call", dueDate: "2026-11-20", dueTime: "17:00", priority: "none" },
    ]);
  });

  test("have no day when the field's was dropped or there is none", () => {
    const [dropped] = readTasks({ ...draft("Buy milk"), isDated: false }, parser, context);
    const [none] = readTasks(draft("Buy milk"), parser, { ...context, defaultDate: null });
    expect([dropped?.dueDate, none?.dueDate]).toEqual([null, null]);
  });

  test("are what is written when there is no parser", () => {
    expect(readTasks(draft(" Pay  rent tomorrow\nBuy milk"), null, context)).toEqual([
      { title: "Pay rent tomorrow", dueDate: "2026-11-20" },
      { title: "Buy milk", dueDate: "2026-11-20" },
    ]);
  });

  test("of a blank text are none", () => {
    expect(readTasks(draft(" \n\0 "), parser, context)).toEqual([]);
    expect(readTasks(draft("\u200b\n\u3164 \u2800\n\ufe0f"), parser, context)).toEqual([]);
    expect(readTasks(draft("\u200b"), null, context)).toEqual([]);
    expect(readTasks(draft("\u200b tomorrow 9am"), parser, context).map(({ title }) => title)).toEqual([
      "\u200b tomorrow 9am",
    ]);
  });

  test("hold no character that a title can't have", () => {
    const [task] = readTasks(draft("a\0b \ud83d tomorrow"), parser, context);
    expect(task).toMatchObject({ title: "a b \ufffd", dueDate: "2026-11-21" });
  });

  test("are as many as there are lines", () => {
    const text = Array.from({ length: 250 }, (_, index) => `Line ${index} tomorrow`).join("\n");
    const tasks = readTasks(draft(text), parser, context);
    expect(tasks.map(({ title, dueDate }) => `${title} ${dueDate}`)).toEqual(
      Array.from({ length: 250 }, (_, index) => `Line ${index} 2026-11-21`),
    );
  });
});

describe("reading a draft", () => {
  const readMarks = (text: string, refused: { start: number; end: number }[] = []) =>
    readDraft({ ...draft(text), refused }, parser, context).parts.map(({ start, end }) => text.slice(start, end));

  test("marks words where they stand, on every line", () => {
    expect(readMarks("Pay rent tomorrow !1\nCall Sam friday")).toEqual(["tomorrow", "!1", "friday"]);
  });

  test("leaves refused words text, of all their occurrences the one that was refused", () => {
    expect(readMarks("Pay tomorrow !1", [{ start: 4, end: 12 }])).toEqual(["!1"]);
    expect(readMarks("Buy today\nPay today", [{ start: 14, end: 19 }])).toEqual(["today"]);
    const { title } =
      readTasks({ ...draft("Pay tomorrow !1"), refused: [{ start: 4, end: 12 }] }, parser, context)[0] ?? {};
    expect(title).toBe("Pay tomorrow");
  });

  test("says which title is too long and by how much, the words that are no title not counted", () => {
    const word = "x".repeat(titleMaxLength);
    expect(readDraft(draft(`${word} tomorrow`), parser, context).excess).toBeNull();
    expect(readDraft(draft(`${word}xx tomorrow`), parser, context).excess).toEqual({ line: 1, length: 2 });
    expect(readDraft(draft(`Buy milk\n${word}x`), parser, context).excess).toEqual({ line: 2, length: 1 });
    expect(readDraft(draft("😀".repeat(titleMaxLength)), parser, context).excess).toBeNull();
  });
});

describe("a title that is too long", () => {
  test("goes on in the description, with no word cut and none lost", () => {
    const title = "word ".repeat(45).trim();
    const moved = moveRest({ title, priority: "low" });
    expect(moved.title.length).toBeLessThanOrEqual(titleMaxLength);
    expect(`${moved.title} ${moved.description}`).toBe(title);
    expect(moved.priority).toBe("low");
  });

  test("is cut at the limit when it is one word, between characters", () => {
    const { title, description } = moveRest({ title: "😀".repeat(titleMaxLength + 2) });
    expect([title, description]).toEqual(["😀".repeat(titleMaxLength), "😀😀"]);
  });

  test("is told from one that fits", () => {
    expect(areWithinLimits([{ title: "x".repeat(titleMaxLength) }])).toBe(true);
    expect(areWithinLimits([{ title: "x" }, { title: "x".repeat(titleMaxLength + 1) }])).toBe(false);
    expect(moveRest({ title: "x" })).toEqual({ title: "x" });
  });
});
