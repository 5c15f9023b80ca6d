import { beforeAll, expect, test, vi } from "vitest";
import { makeContext, makeTask } from "@/test/command-context";
import { makeGroups } from "./make-groups";

const tasks = [makeTask("1", { title: "Complete the form" }), makeTask("2", { title: "Pay the rent" })];

beforeAll(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  vi.stubGlobal("document", { activeElement: null, querySelector: () => null });
});

const list = (text: string, activeId: string | null = null) =>
  makeGroups(makeContext({ tasks, activeId }), tasks, text).map(({ title, items }) => [
    title,
    ...items.map((item) => (item.kind === "command" ? item.label : item.kind === "task" ? item.task.id : item.kind)),
  ]);

test("before anything is typed there are the views and what can be done, and no tasks", () => {
  expect(list("").map(([title]) => title)).toEqual(["Go to", "Actions"]);
  expect(list("", "2").map(([title]) => title)).toEqual(["“Pay the rent”", "Go to", "Actions"]);
  expect(list("").flat()).not.toContain("Command palette");
});

test("the best group comes first, then tasks, then the text as a task", () => {
  expect(list("complete", "2")).toEqual([
    ["“Pay the rent”", "Complete"],
    ["Go to", "Completed"],
    ["Tasks", "1"],
    ["New", "add"],
  ]);
  expect(list("dark")).toEqual([
    ["Actions", "Dark theme"],
    ["New", "add"],
  ]);
  expect(list("rent")).toEqual([
    ["Tasks", "2"],
    ["New", "add"],
  ]);
});

test("of very many tasks 50 are shown, and a way to all", () => {
  const many = Array.from({ length: 60 }, (_, index) => makeTask(String(index), { title: "Rent" }));
  const [found] = makeGroups(makeContext({ tasks: many }), many, "rent");
  expect(found?.items).toHaveLength(51);
  expect(found?.items.at(-1)).toMatchObject({ kind: "all", text: "rent", total: 60 });
});

test("lines have ids of their own", () => {
  const ids = makeGroups(makeContext({ tasks, activeId: "1" }), tasks, "o").flatMap(({ id, items }) => [
    id,
    ...items.map(({ id }) => id),
  ]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});
