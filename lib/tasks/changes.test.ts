import { expect, test } from "vitest";
import type { Task } from "@/lib/contract/task";
import { applyChanges, requiredRevision } from "./changes";

const now = "2026-11-20T10:00:00.000Z";
const task: Task = {
  id: "0199a0c4-0000-7000-8000-000000000001",
  title: "Pay rent",
  description: "",
  completed: false,
  completedAt: null,
  priority: "none",
  dueDate: null,
  dueTime: null,
  position: "k00000000001",
  deletedAt: null,
  revision: 7,
  createdAt: now,
  updatedAt: now,
};
const seen = { title: task.title, description: task.description, revision: 7 };

test("changes show in order, and what they don't name stays", () => {
  const changes = [
    { kind: "complete", completed: true },
    { kind: "edit", patch: { priority: "high" }, seen },
    { kind: "complete", completed: false },
  ] as const;
  expect(applyChanges(task, changes, now)).toEqual({ ...task, priority: "high" });
});

test("to the trash, out of it, and gone", () => {
  expect(applyChanges(task, [{ kind: "trash" }], now)).toEqual({ ...task, deletedAt: now });
  expect(applyChanges(task, [{ kind: "trash" }, { kind: "restore" }], now)).toEqual(task);
  expect(applyChanges(task, [{ kind: "destroy" }, { kind: "restore" }], now)).toBeNull();
});

test("only title and description need the revision that they were read at", () => {
  expect(requiredRevision(task, { kind: "edit", patch: { priority: "low" }, seen })).toBeUndefined();
  expect(requiredRevision(task, { kind: "edit", patch: { title: "x" }, seen })).toBe(7);
});

test("our own change of another field is no conflict, another's title is", () => {
  const edit = { kind: "edit", patch: { title: "x" }, seen } as const;
  expect(requiredRevision({ ...task, revision: 9, priority: "low" }, edit)).toBe(9);
  expect(requiredRevision({ ...task, revision: 9, title: "Pay the rent" }, edit)).toBe(7);
});
