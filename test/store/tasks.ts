import fc from "fast-check";
import type { Task } from "@/lib/contract/task";
import type { Fields, Patch } from "@/lib/store/outbox";

const now = "2026-11-20T10:00:00.000Z";

/** A task as the server has it. */
export function makeTask(fields: Partial<Task> = {}): Task {
  return {
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
    ...fields,
  };
}

/** The nth of many tasks, in manual order. */
export function makeTaskAt(index: number, fields: Partial<Task> = {}): Task {
  const digits = index.toString(16).padStart(11, "0");
  const id = `0199a0c4-0000-7000-8000-0${digits}`;
  return makeTask({ id, position: `k${digits}`, title: `Task ${index}`, revision: index + 1, ...fields });
}

const text = fc.constantFrom("a", "b", "c", "");

/** Any patch of a few values, so that they meet. */
export const patches: fc.Arbitrary<Patch> = fc.record(
  {
    title: fc.constantFrom("a", "b", "c"),
    description: text,
    priority: fc.constantFrom("none", "low", "high"),
    dueDate: fc.constantFrom(null, "2026-12-24"),
    position: fc.constantFrom("k00000000001", "k00000000002"),
  } satisfies Partial<Record<keyof Fields, fc.Arbitrary<unknown>>>,
  { requiredKeys: [] },
);

/** Freezes it and all that is in it: who changes it, throws. */
export function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
