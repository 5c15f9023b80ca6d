import { describe, expect, test } from "vitest";
import { createWorkspace } from "@/components/app/workspace";
import type { Task } from "@/lib/contract/task";
import { countTimed, followActive, type ListSection } from "./list-section";
import { findPlaceAt, findPlaceBy } from "./reorder";
import { findTarget, keepSections } from "./row-focus";
import { clearSelection, getSelectionOf, pruneSelection, selectAll, selectTo, toggleSelected } from "./selection";

const moment = "2026-11-20T10:00:00.000Z";

function makeTask(id: string, given: Partial<Task> = {}): Task {
  return {
    id,
    title: id,
    description: "",
    completed: false,
    completedAt: null,
    priority: "none",
    dueDate: null,
    dueTime: null,
    position: "a0",
    deletedAt: null,
    revision: 1,
    createdAt: moment,
    updatedAt: moment,
    ...given,
  };
}

function makeSection(id: string, tasks: readonly (string | Task)[], given: Partial<ListSection> = {}): ListSection {
  const made = tasks.map((task) => (typeof task === "string" ? makeTask(task) : task));
  return { id, title: { main: id, detail: null }, date: null, isOrdered: true, tasks: made, ...given };
}

const done = (id: string) => makeTask(id, { completed: true, completedAt: moment });

describe("the active row after a change", () => {
  const before = [makeSection("one", ["a", "b", "c"]), makeSection("two", ["d"])];

  test.each([
    ["stays where it was", [makeSection("one", ["a", "b"])], "b", "b"],
    ["is the next one of its section when it is gone", [makeSection("one", ["a", "c"])], "b", "c"],
    [
      "is the one before when there is none below",
      [makeSection("one", ["a", "b"]), makeSection("two", ["d"])],
      "c",
      "b",
    ],
    ["is in the next section when its own is empty", [makeSection("two", ["d"])], "b", "d"],
    ["is in the section before when there is none behind", [makeSection("one", ["a", "c"])], "d", "c"],
    ["follows a row to another section", [makeSection("one", ["a", "c"]), makeSection("two", ["b", "d"])], "b", "b"],
    ["stays behind when the row is done", [makeSection("one", ["a", "c"]), makeSection("two", [done("b")])], "b", "c"],
    ["is one that has come", [makeSection("one", ["e"])], "e", "e"],
    ["is none in an empty list", [], "b", null],
    ["is none if it never was here", before, "z", null],
  ] as const)("%s", (_, after, activeId, expected) => {
    expect(followActive(before, after, activeId)).toBe(expected);
  });
});

describe("a place by hand", () => {
  const inbox = makeSection("inbox", ["a", "b", "c"]);
  const timed = makeTask("t", { dueDate: "2026-11-20", dueTime: "09:00" });
  const day = makeSection("today", [timed, "a", "b"], { date: "2026-11-20" });

  test("is between the neighbours that a row would have", () => {
    expect(findPlaceBy([inbox], "a", 1)).toEqual({ after: "b", before: "c" });
    expect(findPlaceBy([inbox], "b", 1)).toEqual({ after: "c" });
    expect(findPlaceBy([inbox], "b", -1)).toEqual({ before: "a" });
  });

  test("is none past the ends, where it is already, and where something else gives the order", () => {
    expect(findPlaceBy([inbox], "a", -1)).toBeNull();
    expect(findPlaceBy([inbox], "c", 1)).toBeNull();
    expect(findPlaceAt(inbox, "b", 1)).toBeNull();
    expect(findPlaceBy([{ ...inbox, isOrdered: false }], "a", 1)).toBeNull();
    expect(findPlaceBy([inbox], "z", 1)).toBeNull();
  });

  test("on a day is behind what has a time, which stays", () => {
    expect(countTimed(day)).toBe(1);
    expect(findPlaceBy([day], "b", -1)).toEqual({ before: "a" });
    expect(findPlaceBy([day], "a", -1)).toBeNull();
    expect(findPlaceBy([day], "t", 1)).toBeNull();
  });

  test("for a row from elsewhere is at its index", () => {
    expect(findPlaceAt(inbox, "z", 0)).toEqual({ before: "a" });
    expect(findPlaceAt(inbox, "z", 3)).toEqual({ after: "c" });
    expect(findPlaceAt(day, "z", 0)).toBeNull();
    expect(findPlaceAt(day, "z", 1)).toEqual({ before: "a" });
  });
});

test("a move ends at the ends of the list, and begins at the one that it comes from", () => {
  expect([findTarget(0, 1, 3), findTarget(2, 1, 3), findTarget(0, -1, 3), findTarget(1, 10, 3)]).toEqual([1, 2, 0, 2]);
  expect([findTarget(-1, 1, 3), findTarget(-1, -1, 3), findTarget(1, "first", 3), findTarget(1, "last", 3)]).toEqual([
    0, 2, 0, 2,
  ]);
});

describe("a selection", () => {
  function open(activeId: string | null = null) {
    const workspace = createWorkspace({ activeId });
    keepSections(workspace, [makeSection("one", ["a", "b", "c"]), makeSection("two", ["d", "e"])]);
    return { workspace, read: () => [...workspace.get().selectedIds] };
  }

  test("goes from where it began, across sections, and shrinks again", () => {
    const { workspace, read } = open("b");
    selectTo(workspace, "d");
    expect(read()).toEqual(["b", "c", "d"]);
    selectTo(workspace, "c");
    expect(read()).toEqual(["b", "c"]);
    selectTo(workspace, "a");
    expect(read()).toEqual(["a", "b"]);
  });

  test("begins anew at what was added last", () => {
    const { workspace, read } = open("a");
    toggleSelected(workspace, "a");
    toggleSelected(workspace, "d");
    selectTo(workspace, "e");
    expect(read()).toEqual(["d", "e"]);
    clearSelection(workspace);
    expect(read()).toEqual([]);
  });

  test("is of all rows, and only of those that are there", () => {
    const { workspace, read } = open();
    selectAll(workspace);
    keepSections(workspace, [makeSection("one", ["a", "c"])]);
    pruneSelection(workspace);
    expect(read()).toEqual(["a", "c"]);
  });

  test("is what an action on one of its rows is for, in the order of the screen", () => {
    const { workspace } = open();
    toggleSelected(workspace, "d");
    toggleSelected(workspace, "a");
    expect(getSelectionOf(workspace, "a")).toEqual(["a", "d"]);
    expect(getSelectionOf(workspace, "b")).toEqual(["b"]);
  });
});
