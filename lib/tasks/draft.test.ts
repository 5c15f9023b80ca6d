import { expect, test } from "vitest";
import { checkDraft, type Draft, diffDraft, readDraft } from "./draft";

const draft: Draft = { title: "Pay rent", description: "", dueDate: "2026-11-21", dueTime: "09:00", priority: "high" };

const read = (fields: Record<string, string>) => readDraft(new Map(Object.entries(fields)));

test("a form becomes a draft that the API takes", () => {
  expect(
    read({
      title: "  Pay\trent\n",
      description: "one\r\ntwo",
      dueDate: "2026-11-21",
      dueTime: "09:00:00",
      priority: "high",
    }),
  ).toEqual({
    ...draft,
    description: "one\ntwo",
  });
  expect(read({ title: "Pay rent", dueDate: "", dueTime: "", priority: "urgent" })).toEqual({
    title: "Pay rent",
    description: "",
    dueDate: null,
    dueTime: null,
    priority: "none",
  });
});

test("a good draft has no errors, and each fault is tied to its field", () => {
  expect(checkDraft(draft)).toEqual({});
  expect(Object.keys(checkDraft({ ...draft, title: "" }))).toEqual(["title"]);
  expect(checkDraft({ ...draft, title: "🌱".repeat(200) })).toEqual({});
  expect(Object.keys(checkDraft({ ...draft, title: "a".repeat(201) }))).toEqual(["title"]);
  expect(Object.keys(checkDraft({ ...draft, description: "a".repeat(10_001) }))).toEqual(["description"]);
  expect(Object.keys(checkDraft({ ...draft, dueDate: null }))).toEqual(["dueDate"]);
  expect(Object.keys(checkDraft({ ...draft, dueDate: "0026-11-21" }))).toEqual(["dueDate"]);
  expect(Object.keys(checkDraft({ ...draft, dueDate: "12026-11-21" }))).toEqual(["dueDate"]);
});

test("a patch names what differs and nothing else", () => {
  expect(diffDraft(draft, draft)).toEqual({});
  expect(diffDraft(draft, { ...draft, dueDate: null, dueTime: null })).toEqual({ dueDate: null, dueTime: null });
  expect(diffDraft(draft, { ...draft, title: "Pay the rent" })).toEqual({ title: "Pay the rent" });
});
