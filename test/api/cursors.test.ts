import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priorities } from "@/lib/contract/limits";
import { sortKeys } from "@/lib/contract/queries";
import type { Task } from "@/lib/contract/task";
import { codeOf, createPerson, createTask, listAll, type Person, pageOf } from "../api";
import { runsFor } from "../runs";

const sorts = sortKeys.flatMap((key) => [key, `-${key}`]);
const collator = new Intl.Collator("en");
const bytewise = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0);

/** What each sort compares, and how: written down once more, on its own. */
const keys: Record<string, { of(task: Task): string | number | null; compare?(one: string, other: string): number }> = {
  position: { of: ({ position }) => position },
  created: { of: ({ createdAt }) => createdAt },
  updated: { of: ({ revision }) => revision },
  due: { of: ({ dueDate, dueTime }) => dueDate && `${dueDate} ${dueTime ?? "24:00"}` },
  priority: { of: ({ priority }) => priorities.indexOf(priority) },
  title: { of: ({ title }) => title, compare: collator.compare },
};

function comparator(sort: string): (one: Task, other: Task) => number {
  const sign = sort.startsWith("-") ? -1 : 1;
  const key = keys[sort.replace("-", "")];
  if (!key) throw new Error(sort);
  return (one, other) => {
    const [a, b] = [key.of(one), key.of(other)];
    const byId = sign * bytewise(one.id, other.id);
    if (a === null || b === null) return a === b ? byId : a === null ? 1 : -1;
    const byValue = key.compare ? key.compare(String(a), String(b)) : bytewise(a, b);
    return sign * byValue || byId;
  };
}

const fields = fc.record({
  title: fc.constantFrom("a", "A", "á", "ab", "a b", "B", "b", "ä", "Z", "1", "10", "2", "_"),
  priority: fc.constantFrom(...priorities),
  due: fc.constantFrom<Partial<Task>>(
    {},
    { dueDate: "2024-01-01" },
    { dueDate: "2024-01-01", dueTime: "23:59" },
    { dueDate: "2024-01-02" },
    { dueDate: "2024-01-02", dueTime: "00:00" },
  ),
  place: fc.constantFrom<Partial<Task>>(
    {},
    { position: "a0" },
    { position: "a0V" },
    { position: "Zz" },
    { position: "a1" },
  ),
});
type Fields = typeof fields extends fc.Arbitrary<infer T> ? T : never;
const toTask = ({ title, priority, due, place }: Fields) => ({ title, priority, ...due, ...place });

const disturbance = fc.oneof(
  fc.record({ kind: fc.constant("insert" as const), fields }),
  fc.record({ kind: fc.constantFrom("trash", "destroy", "describe" as const), which: fc.nat(30) }),
);
type Disturbance = typeof disturbance extends fc.Arbitrary<infer T> ? T : never;

/** Does it, and returns the id of the task that does not stay as it was. */
async function disturb(person: Person, tasks: Task[], one: Disturbance): Promise<string | undefined> {
  if (one.kind === "insert") {
    await createTask(person, toTask(one.fields));
    return undefined;
  }
  const { id = "" } = tasks[one.which % tasks.length] ?? {};
  if (one.kind === "describe") await person.call("PATCH", `/api/tasks/${id}`, { body: { description: "changed" } });
  else await person.call("DELETE", `/api/tasks/${id}${one.kind === "destroy" ? "?permanent=true" : ""}`);
  return id;
}

const plan = fc.record({
  tasks: fc.array(fields, { minLength: 2, maxLength: 14 }),
  limit: fc.integer({ min: 1, max: 4 }),
  between: fc.array(fc.array(disturbance, { maxLength: 2 }), { maxLength: 8 }),
});

describe("the pages of a list", () => {
  it.each(sorts)("%s: every task that stays as it was comes once, in order, while others come and go", async (sort) => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ tasks: wanted, limit, between }) => {
        const person = await createPerson();
        // In one transaction, so that they are created at the same moment.
        const operations = wanted.map((one) => ({ op: "create", task: toTask(one) }));
        await person.call("POST", "/api/tasks/batch", { body: { operations } });
        const tasks = await listAll(person);
        const changed = new Set<string>();
        const seen: Task[] = [];
        let cursor: string | null = "";
        for (let page = 0; cursor !== null; page++) {
          const more: string = cursor && `&cursor=${cursor}`;
          const answer = pageOf(await person.call("GET", `/api/tasks?sort=${sort}&limit=${limit}${more}`));
          expect(answer.items.length).toBeLessThanOrEqual(limit);
          seen.push(...answer.items);
          cursor = answer.nextCursor;
          for (const one of between[page] ?? []) {
            const id = await disturb(person, tasks, one);
            // What is described anew keeps its place, but for the order of changes.
            if (id && (one.kind !== "describe" || sort.endsWith("updated"))) changed.add(id);
          }
        }
        const compare = comparator(sort);
        const stable = tasks.filter(({ id }) => !changed.has(id)).sort(compare);
        const ids = new Set(stable.map(({ id }) => id));
        expect(seen.filter(({ id }) => ids.has(id)).map(({ id }) => id)).toEqual(stable.map(({ id }) => id));
        const isSorted = seen.every((task, index) => index === 0 || compare(seen[index - 1] ?? task, task) < 0);
        expect(isSorted).toBe(true);
      }),
      { numRuns: runsFor({ pg: 12, "neon-http": 4, pglite: 4 }) },
    );
  });

  it("are the same whatever the page size", async () => {
    const person = await createPerson();
    const operations = fc.sample(fields, 60).map((one) => ({ op: "create", task: toTask(one) }));
    await person.call("POST", "/api/tasks/batch", { body: { operations } });
    for (const sort of sorts) {
      const whole = await listAll(person, `sort=${sort}`);
      expect(whole).toEqual([...whole].sort(comparator(sort)));
      expect(await listAll(person, `sort=${sort}`, 7)).toEqual(whole);
    }
  });
});

describe("a cursor", () => {
  async function open() {
    const person = await createPerson();
    for (let count = 0; count < 3; count++) await createTask(person, { priority: "low", dueDate: "2024-01-01" });
    const { nextCursor } = pageOf(await person.call("GET", "/api/tasks?limit=1&priority=low&status=pending"));
    return { person, cursor: nextCursor ?? "" };
  }

  it("200: with another page size, and with the parameters in another order or said by default", async () => {
    const { person, cursor } = await open();
    for (const query of [
      "limit=2&priority=low&status=pending",
      "status=pending&priority=low&trashed=false&sort=position",
    ])
      expect(pageOf(await person.call("GET", `/api/tasks?${query}&cursor=${cursor}`)).items).toHaveLength(2);
  });

  it.each([
    "",
    "status=pending",
    "priority=low",
    "status=all&priority=low",
    "status=pending&priority=low&priority=high",
    "status=pending&priority=low&sort=-position",
    "status=pending&priority=low&sort=due",
    "status=pending&priority=low&sort=title",
    "status=pending&priority=low&trashed=true",
    "status=pending&priority=low&q=x",
    "status=pending&priority=low&dueBefore=2030-01-01",
    "status=pending&priority=low&dueAfter=2020-01-01",
  ])("422 invalid_cursor: in the list of ?%s", async (query) => {
    const { person, cursor } = await open();
    const answer = await person.call("GET", `/api/tasks?limit=1&cursor=${cursor}${query && `&${query}`}`);
    expect([answer.status, codeOf(answer)]).toEqual([422, "invalid_cursor"]);
  });

  it("422 invalid_cursor: of another person, cut, longer or empty", async () => {
    const { person, cursor } = await open();
    const other = await createPerson();
    const send = (one: Person, text: string) =>
      one.call("GET", `/api/tasks?priority=low&status=pending&cursor=${text}`);
    const answers = [await send(other, cursor)];
    for (const text of [cursor.slice(0, -4), cursor.slice(4), `${cursor}AAAA`, "", "%20", "bnVsbA", "x".repeat(2000)])
      answers.push(await send(person, text));
    expect(new Set(answers.map(codeOf))).toEqual(new Set(["invalid_cursor"]));
    expect((await send(person, "x".repeat(2001))).status).toBe(422);
  });
});
