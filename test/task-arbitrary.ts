import fc from "fast-check";
import { priorities } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";

const moment = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString());
const around = moment("2026-10-01", "2027-06-01");
const pad = (value: number) => String(value).padStart(2, "0");

/** Any task near 20 November 2026, as the API may answer it. */
export const anyTask: fc.Arbitrary<Task> = fc
  .record({
    id: fc.uuid(),
    title: fc.oneof(fc.constantFrom("a", "A", "á", "b", "Zürich", "task 2", "task 10"), fc.string({ minLength: 1 })),
    description: fc.constantFrom("", "notes", "Übung"),
    completedAt: fc.option(around),
    priority: fc.constantFrom(...priorities),
    dueDate: fc.option(around.map((date) => date.slice(0, 10))),
    dueTime: fc.option(fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`)),
    position: fc.constantFrom("a0", "a1", "a1V", "Zz", "k00000000001", "k00000000002"),
    deletedAt: fc.option(around, { freq: 4 }),
    revision: fc.integer({ min: 1, max: 1000 }),
    createdAt: around,
  })
  .map(({ completedAt, dueDate, dueTime, ...rest }) => ({
    ...rest,
    completed: completedAt !== null,
    completedAt,
    dueDate,
    dueTime: dueDate && dueTime,
    updatedAt: rest.createdAt,
  }));

/** Any tasks of one person. */
export const anyTasks: fc.Arbitrary<Task[]> = fc.uniqueArray(anyTask, { selector: ({ id }) => id, maxLength: 40 });
