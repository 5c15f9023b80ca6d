import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Task } from "@/lib/contract/task";
import { makeTaskAt } from "@/test/store/tasks";
import { type BaseWrite, isIdlePage, isNews, mergeBase, noProgress, type Progress, readPage, restart } from "./base";

type State = { tasks: Map<string, Task>; progress: Progress };

function write({ tasks, progress }: State, base: BaseWrite): State {
  const merged = mergeBase(base, progress, (id) => tasks.get(id));
  const next = new Map(merged.isReset ? [] : tasks);
  for (const task of merged.tasks) next.set(task.id, task);
  for (const id of merged.gone) next.delete(id);
  return { tasks: next, progress: merged.progress };
}

const copy = (index: number, revision: number) => makeTaskAt(index, { revision });
const empty: State = { tasks: new Map(), progress: noProgress };
const whole = { items: [copy(1, 5), copy(2, 6)], deleted: [], revision: 6, hasMore: false };
const synced = write(empty, readPage(whole, noProgress));
const revisions = ({ tasks }: State) => [...tasks.values()].map(({ revision }) => revision).sort();

describe("copies of tasks", () => {
  test("the larger revision wins, in whatever order they come", () => {
    const copies = fc.array(fc.record({ index: fc.nat({ max: 3 }), revision: fc.integer({ min: 7, max: 20 }) }));
    fc.assert(
      fc.property(copies, (given) => {
        const tasks = given.map(({ index, revision }) => copy(index, revision));
        const ordered = write(synced, { tasks });
        const reversed = tasks.toReversed().reduce((state, task) => write(state, { tasks: [task] }), synced);
        expect(revisions(ordered)).toEqual(revisions(reversed));
      }),
    );
  });

  test("that we don't have, from before what we know, are of tasks that are gone", () => {
    expect(isNews(undefined, copy(3, 6), synced.progress)).toBe(false);
    expect(isNews(undefined, copy(3, 7), synced.progress)).toBe(true);
    expect(isNews(undefined, copy(3, 1), noProgress)).toBe(true);
  });

  test("older than a deletion go, newer ones stay", () => {
    const gone = [
      { id: copy(1, 0).id, revision: 8 },
      { id: copy(2, 0).id, revision: 8 },
    ];
    expect(revisions(write(synced, { tasks: [copy(2, 9)], gone }))).toEqual([9]);
  });
});

describe("the cursor", () => {
  test("moves by pages alone, and from where it is", () => {
    expect(synced.progress).toEqual({ cursor: 6, known: 6 });
    expect(write(synced, { tasks: [copy(1, 9)] }).progress).toEqual(synced.progress);
    const late = { since: 3, cursor: 9, known: 9 };
    expect(write(synced, { progress: late }).progress).toEqual(synced.progress);
  });

  test("a page that another tab was faster with drops nothing", () => {
    const late = readPage({ items: [copy(3, 9)], deleted: [], revision: 9, hasMore: false }, noProgress);
    expect(revisions(write(synced, late))).toEqual([5, 6, 9]);
  });

  test("of a snapshot is opaque until its last page: what is known is nothing yet", () => {
    const marked = 2 ** 52 + 5;
    const first = write(
      empty,
      readPage({ items: [copy(1, 5)], deleted: [], revision: marked, hasMore: true }, noProgress),
    );
    expect(first.progress).toEqual({ cursor: marked, known: null });
    const last = readPage({ items: [copy(2, 6)], deleted: [], revision: 6, hasMore: false }, first.progress);
    expect(write(first, last).progress).toEqual({ cursor: 6, known: 6 });
  });

  test("goes back to 0 on 410; the tasks go when the first page is there", () => {
    const back = write(synced, restart(synced.progress));
    expect([back.progress, revisions(back)]).toEqual([noProgress, [5, 6]]);
    const again = write(
      back,
      readPage({ items: [copy(2, 6)], deleted: [], revision: 8, hasMore: false }, back.progress),
    );
    expect([again.progress, revisions(again)]).toEqual([{ cursor: 8, known: 8 }, [6]]);
  });

  test("a page that says nothing new is not written, unless it is the first", () => {
    const nothing = { items: [], deleted: [], revision: 6, hasMore: false };
    expect(isIdlePage(nothing, synced.progress)).toBe(true);
    expect(isIdlePage({ ...nothing, revision: 7 }, synced.progress)).toBe(false);
    expect(isIdlePage({ ...nothing, revision: 0 }, noProgress)).toBe(false);
  });
});
