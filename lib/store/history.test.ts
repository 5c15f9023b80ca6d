import { describe, expect, test } from "vitest";
import type { Task } from "@/lib/contract/task";
import { makeTask } from "@/test/store/tasks";
import { type Entry, emptyHistory, type History, type Move, record, redo, undo } from "./history";
import type { Patch } from "./outbox";

const id = makeTask().id;
const fields = (before: Patch, after: Patch, at = 0): Entry => ({
  at,
  steps: [{ kind: "fields", taskId: id, before, after }],
});
const recordAll = (...entries: Entry[]) => entries.reduce(record, emptyHistory);
const read = (task: Task | undefined) => () => task;
const movesOf = (history: History, task: Task | undefined): Move[] | undefined => undo(history, read(task))?.moves;

describe("undo", () => {
  test("puts back what was there", () => {
    const history = recordAll(fields({ priority: "none" }, { priority: "high" }));
    expect(movesOf(history, makeTask({ priority: "high" }))).toEqual([{ taskId: id, patch: { priority: "none" } }]);
  });

  test("restores only fields that still hold our value", () => {
    const history = recordAll(fields({ priority: "none", title: "old" }, { priority: "high", title: "new" }));
    const task = makeTask({ priority: "low", title: "new" });
    expect(movesOf(history, task)).toEqual([{ taskId: id, patch: { title: "old" } }]);
  });

  test("takes date and time as one, and a completion by whether it is one", () => {
    const due = recordAll(fields({ dueDate: null, dueTime: null }, { dueDate: "2026-12-24", dueTime: "10:00" }));
    expect(movesOf(due, makeTask({ dueDate: "2026-12-24", dueTime: "11:00" }))).toEqual([]);
    const done = recordAll(fields({ completed: false, completedAt: null }, { completed: true, completedAt: "ours" }));
    expect(movesOf(done, makeTask({ completed: true, completedAt: "theirs" }))).toEqual([
      { taskId: id, patch: { completed: false, completedAt: null } },
    ]);
  });

  test("changes nothing in a task that is gone, or in the trash", () => {
    const history = recordAll(fields({ title: "old" }, { title: "new" }));
    expect(movesOf(history, undefined)).toEqual([]);
    expect(movesOf(history, makeTask({ title: "new", deletedAt: "now" }))).toEqual([]);
  });

  test("of a creation or a deletion moves the task to the trash, or out of it, if it is not there already", () => {
    const made = recordAll({ at: 0, steps: [{ kind: "place", taskId: id, isTrashed: false }] });
    expect(movesOf(made, makeTask())).toEqual([{ taskId: id, isTrashed: true }]);
    expect(movesOf(made, makeTask({ deletedAt: "now" }))).toEqual([]);
  });

  test("and redo lead back and forth", () => {
    const start = recordAll(fields({ title: "old" }, { title: "new" }));
    const back = undo(start, read(makeTask({ title: "new" })));
    const forth = back && redo(back.history, read(makeTask({ title: "old" })));
    expect(forth?.moves).toEqual([{ taskId: id, patch: { title: "new" } }]);
    expect(forth?.history).toEqual(start);
  });
});

test("an earlier action can be taken back, and those after it stay", () => {
  const [first, second] = [
    fields({ priority: "none" }, { priority: "low" }),
    fields({ title: "old" }, { title: "new" }),
  ];
  const history = recordAll(first, second);
  const back = undo(history, read(makeTask({ priority: "low", title: "new" })), first);
  expect(back?.moves).toEqual([{ taskId: id, patch: { priority: "none" } }]);
  expect(back?.history.past).toEqual([second]);
  expect(back && undo(back.history, read(makeTask({ title: "new" })), first)).toBeUndefined();
});

describe("the history", () => {
  test("keeps 50 steps, and nothing to redo once something new is done", () => {
    const many = Array.from({ length: 60 }, (_, at) => fields({ priority: "none" }, { priority: "low" }, at));
    const history = recordAll(...many);
    expect([history.past.length, history.past[0]?.at]).toEqual([50, 10]);
    const back = undo(history, read(makeTask({ priority: "low" })));
    expect(back?.history.future).toHaveLength(1);
    expect(back && record(back.history, fields({}, {})).future).toEqual([]);
  });

  test("takes text that was saved while it was typed as one step", () => {
    const typed = recordAll(fields({ title: "" }, { title: "a" }, 0), fields({ title: "a" }, { title: "ab" }, 2_000));
    expect(typed.past).toEqual([fields({ title: "" }, { title: "ab" }, 2_000)]);
    const paused = recordAll(fields({ title: "" }, { title: "a" }, 0), fields({ title: "a" }, { title: "ab" }, 9_000));
    expect(paused.past).toHaveLength(2);
    const chosen = recordAll(
      fields({ priority: "none" }, { priority: "low" }),
      fields({ priority: "low" }, { priority: "high" }),
    );
    expect(chosen.past).toHaveLength(2);
  });
});
