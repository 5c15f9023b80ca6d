import { describe, expect, test } from "vitest";
import { belongsTo, hasWords, readFilter, type TaskView, taskViews, toListQuery, writeFilter } from "./filter";

const read = (query: string) => readFilter(new URLSearchParams(query));

describe("the filter of an address", () => {
  test("is everything when it says nothing, or nothing known", () => {
    expect(read("")).toEqual({ view: "all", words: "" });
    expect(read("status=later&q=%20")).toEqual({ view: "all", words: "" });
  });

  test("survives being written and read", () => {
    for (const view of taskViews)
      for (const words of ["", "crème & brûlée", "100% _"]) {
        expect(read(new URL(writeFilter({ view, words }), "http://tend.test").search)).toEqual({ view, words });
      }
  });

  test("has no text that the database can't take", () => {
    expect(readFilter({ get: (name) => (name === "q" ? "a\0b\ud800" : null) }).words).toBe("ab\ufffd");
    expect(Array.from(read(`q=${"%F0%9F%8C%B1".repeat(300)}`).words)).toHaveLength(200);
  });
});

test("only the trash asks for the trash, and words only when there are any", () => {
  expect(toListQuery({ view: "trash", words: "" })).toEqual({ status: "all", trashed: true, sort: "-updated" });
  expect(toListQuery({ view: "pending", words: "rent" })).toEqual({
    status: "pending",
    trashed: false,
    sort: "-position",
    q: "rent",
  });
});

test.each<[boolean, string | null, TaskView[]]>([
  [false, null, ["all", "pending"]],
  [true, null, ["all", "completed"]],
  [false, "2026-11-20T00:00:00.000Z", ["trash"]],
  [true, "2026-11-20T00:00:00.000Z", ["trash"]],
])("a task with completed %s and deletedAt %s is in %s and nowhere else", (completed, deletedAt, views) => {
  expect(taskViews.filter((view) => belongsTo(view, { completed, deletedAt }))).toEqual(views);
});

test("words are found in title and description, whatever their case and accents", () => {
  const task = { title: "Crème brûlée", description: "for Amara" };
  expect(hasWords(task, "creme AMARA")).toBe(true);
  expect(hasWords(task, "creme caramel")).toBe(false);
  expect(hasWords(task, "")).toBe(true);
});
