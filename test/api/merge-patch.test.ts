import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priorities } from "@/lib/contract/limits";
import { createPerson, createTask, fieldErrorsOf, taskOf } from "../api";
import { runsFor } from "../runs";

/** The writable fields. `completedAt` is a given moment, `now` for one that the server chose, or null. */
type Model = {
  title: string;
  description: string;
  completedAt: string | null;
  priority: string;
  dueDate: string | null;
  dueTime: string | null;
  position: string;
};

const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => !/\0/.test(value));
const title = fc
  .oneof(text, fc.constantFrom("null", "undefined", "0", "'", '"', "\\u0000", "$1"))
  .map((value) => `x${value}x`.replace(/\p{Cc}/gu, ""));
const moment = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2024-12-31"), noInvalidDate: true })
  .map((value) => value.toISOString());
const date = fc.constantFrom("1900-01-01", "2024-02-29", "9999-12-31");
const time = fc.constantFrom("00:00", "09:05", "23:59");

const patch = fc
  .record(
    {
      title,
      description: fc.oneof(text, fc.constant("")),
      completed: fc.boolean(),
      completedAt: fc.option(moment),
      priority: fc.constantFrom(...priorities),
      dueDate: fc.option(date),
      dueTime: fc.option(time),
      position: fc.constantFrom("a0", "Zz", "a0V", "b12"),
    },
    { requiredKeys: [] },
  )
  // What contradicts itself is refused before it comes to merging.
  .filter(
    ({ completed, completedAt }) =>
      completed === undefined || completedAt === undefined || completed === (completedAt !== null),
  );
type Patch = typeof patch extends fc.Arbitrary<infer T> ? T : never;

const write = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("patch" as const),
      patch: patch.filter((value) => Object.keys(value).length > 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("put" as const),
      patch: fc.tuple(patch, title).map(([value, title]) => ({ ...value, title })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("complete" as const), patch: fc.record({ completed: fc.boolean() }) }),
  },
);

/** RFC 7396, and what the contract says of completion; undefined where the result would be refused. */
function merge(model: Model, { completed, ...named }: Patch): Model | undefined {
  const next = { ...model, ...named } as Model; // what is named overrides, and nothing is named undefined
  if (named.completedAt === undefined && completed !== undefined)
    next.completedAt = completed ? (model.completedAt ?? "now") : null;
  return next.dueTime !== null && next.dueDate === null ? undefined : next;
}

/** What PUT starts from. A task that stays complete keeps the moment, so that the same PUT twice is as once. */
function replacedBy({ position, completedAt }: Model, { completed }: Patch): Model {
  return { ...empty, title: "", position, completedAt: completed ? completedAt : null };
}

const empty = { description: "", completedAt: null, priority: "none", dueDate: null, dueTime: null };

describe("a task after any sequence of writes", () => {
  it("is what a simple model says: what is not named is never touched", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 10 }), async (writes) => {
        const person = await createPerson();
        let task = await createTask(person, { title: "x" });
        let model: Model = { ...empty, title: "x", position: task.position };
        const path = `/api/tasks/${task.id}`;
        for (const { kind, patch: body } of writes) {
          const isWhole = kind === "put";
          const next = merge(isWhole ? replacedBy(model, body) : model, body);
          const answer = await (kind === "complete"
            ? person.call("PATCH", `${path}/complete`, { body })
            : person.call(isWhole ? "PUT" : "PATCH", path, { body }));
          if (!next) {
            expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [["/dueTime", "needs_due_date"]]]);
            expect(taskOf(await person.call("GET", path))).toEqual(task);
            continue;
          }
          const changed = taskOf(answer);
          const { completedAt, ...rest } = next;
          expect(changed).toMatchObject({ ...rest, completed: completedAt !== null });
          if (completedAt === "now") expect(changed.completedAt).toBe(changed.updatedAt);
          else expect(changed.completedAt).toBe(completedAt);
          expect([changed.id, changed.createdAt, changed.deletedAt]).toEqual([task.id, task.createdAt, null]);
          expect(changed.updatedAt >= task.updatedAt).toBe(true);
          expect(taskOf(await person.call("GET", path))).toEqual(changed);
          model = { ...next, completedAt: changed.completedAt };
          task = changed;
        }
      }),
      { numRuns: runsFor({ pg: 60, "neon-http": 30, pglite: 20 }) },
    );
  });

  it("is the same by one batch as by one request after the other", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          patch.filter((value) => Object.keys(value).length > 0),
          { minLength: 1, maxLength: 8 },
        ),
        async (patches) => {
          const person = await createPerson();
          const [one, other] = [
            await createTask(person, { title: "x" }),
            await createTask(person, { title: "x", position: "k00000000001" }),
          ];
          const accepted: Patch[] = [];
          for (const body of patches) {
            const { status } = await person.call("PATCH", `/api/tasks/${one.id}`, { body });
            if (status === 200) accepted.push(body);
          }
          const operations = accepted.map((task) => ({ op: "update", id: other.id, task }));
          if (operations.length > 0) await person.call("POST", "/api/tasks/batch", { body: { operations } });
          const [first, second] = [one, other].map(({ id }) => person.call("GET", `/api/tasks/${id}`));
          const fieldsOf = (task: Record<string, unknown>) => {
            const { id: _, revision: __, createdAt: ___, updatedAt: ____, completedAt: _____, ...fields } = task;
            return fields;
          };
          if (!first || !second) throw new Error("two were asked for");
          expect(fieldsOf(taskOf(await second))).toEqual(fieldsOf(taskOf(await first)));
        },
      ),
      { numRuns: runsFor({ pg: 15, "neon-http": 10, pglite: 5 }) },
    );
  });
});
