import { sql } from "drizzle-orm";
import { generateKeyBetween } from "fractional-indexing";
import { expect, it } from "vitest";
import { getConnection } from "@/db/client";
import { advanceRevisions } from "@/db/restore";
import { createPerson, createTask, listAll, type Person } from "../api";
import { execute } from "../database";
import { Follower, sortByRevision } from "../follower";

it("moves every revision on, so that who holds one from before starts again and has what there is", async () => {
  const [person, other] = [await createPerson(), await createPerson()];
  const task = await createTask(person, { title: "kept" });
  const gone = await createTask(person, { title: "gone" });
  await person.call("DELETE", `/api/tasks/${gone.id}?permanent=true`);
  const theirs = await createTask(other, { title: "another's" });
  const follower = new Follower(person, 7);
  await follower.readToEnd();
  const before = follower.since;

  const { database } = await getConnection();
  expect(await advanceRevisions(database, new Date())).toEqual({ people: 2, tasks: 2 });

  const stale = await person.call("GET", `/api/tasks/changes?since=${before}`);
  expect([stale.status, stale.json]).toMatchObject([410, { code: "resync_required" }]);
  const refused = await person.call("PATCH", `/api/tasks/${task.id}`, {
    body: { title: "by an ETag from before" },
    headers: { "If-Match": `"${task.revision}"` },
  });
  expect(refused.status).toBe(412);
  await follower.readToEnd();
  expect(sortByRevision([...follower.tasks.values()])).toEqual(sortByRevision(await listAll(person)));
  expect(follower.since).toBeGreaterThan(before);
  const [theirsNow] = await listAll(other);
  expect(theirsNow).toEqual({ ...theirs, revision: expect.any(Number) });
  const next = await createTask(person, { title: "next" });
  expect(next.revision).toBe(follower.since + 1);
});

/** A person's tasks and deletions as `count` writes left them, every fifth a deletion. */
async function writeMany(person: Person, count: number) {
  await execute(sql`insert into user_clock (user_id, revision) values (${person.id}, ${count})`);
  for (const table of ["task", "task_tombstone"]) {
    const isTask = table === "task";
    const columns = isTask ? sql`user_id, id, revision, title, position` : sql`user_id, id, revision`;
    const values = isTask ? sql`gen_random_uuid(), n, n::text, 'a0'` : sql`gen_random_uuid(), n`;
    await execute(sql`insert into ${sql.identifier(table)} (${columns}) select ${person.id}::uuid, ${values}
      from generate_series(1, ${count}::int) as n where (n % 5 > 0) = ${isTask}`);
  }
}

/** Who has which revision, and the clock's. */
async function readRevisions(person: Person) {
  const rows = await execute(sql`select id::text, revision::text from task where user_id = ${person.id}
    union all select id::text, revision::text from task_tombstone where user_id = ${person.id}`);
  const [clock] = await execute(sql`select revision::text, horizon::text from user_clock where user_id = ${person.id}`);
  const sorted = rows.map(({ id, revision }) => ({ id, revision: Number(revision) }));
  return {
    rows: sorted.sort((one, other) => one.revision - other.revision),
    clock: Number(clock?.revision),
    horizon: Number(clock?.horizon),
  };
}

it("moves many rows of one person by the same, in statements that each move some", async () => {
  const person = await createPerson();
  await writeMany(person, 10_000);
  const before = await readRevisions(person);
  const now = new Date();
  const { database } = await getConnection();
  expect(await advanceRevisions(database, now)).toEqual({ people: 1, tasks: 8000 });
  const by = now.getTime();
  const after = await readRevisions(person);
  expect([after.clock, after.horizon]).toEqual([10_000 + by, 10_000 + by]);
  expect(after.rows).toEqual(before.rows.map(({ id, revision }) => ({ id, revision: revision + by })));
});

it("may be interrupted after any statement and run again: none is given twice, and the order is kept", async () => {
  const person = await createPerson();
  await writeMany(person, 6000);
  const before = await readRevisions(person);
  const { database } = await getConnection();
  const now = Date.now();
  for (let refused = 0; refused < 3; refused++) {
    await refuseRow(person, before.rows[5500 - refused * 2000]?.id);
    await expect(advanceRevisions(database, new Date(now + refused))).rejects.toThrow();
    await refuseRow(person, undefined);
  }
  const interrupted = await readRevisions(person);
  await advanceRevisions(database, new Date(now + 10));
  const after = await readRevisions(person);
  expect(after.rows.map(({ id }) => id)).toEqual(before.rows.map(({ id }) => id));
  expect(new Set(after.rows.map(({ revision }) => revision)).size).toBe(6000);
  expect(after.clock).toBe(interrupted.clock + now + 10);
  expect(after.rows.at(0)?.revision).toBeGreaterThan(now);
  expect(after.rows.at(-1)?.revision).toBeLessThanOrEqual(after.clock);
});

/** Makes the statement fail that would move a row. */
async function refuseRow(person: Person, id: unknown) {
  await execute(sql`alter table task drop constraint if exists test_refused`);
  await execute(sql`alter table task_tombstone drop constraint if exists test_refused`);
  if (!id) return;
  const [row] = await execute(sql`select revision::text from task where user_id = ${person.id} and id = ${id}
    union all select revision::text from task_tombstone where user_id = ${person.id} and id = ${id}`);
  const check = sql.raw(`check (id <> '${id}' or revision <= ${String(row?.revision)})`);
  await execute(sql`alter table task add constraint test_refused ${check}`);
  await execute(sql`alter table task_tombstone add constraint test_refused ${check}`);
}

it.each([16 ** 11, 16 ** 12])(
  "new tasks are last in the list where their revision takes a digit more: %d",
  async (edge) => {
    const person = await createPerson();
    await execute(sql`insert into user_clock (user_id, revision) values (${person.id}, ${edge - 4})`);
    for (let count = 0; count < 3; count++) await createTask(person, { title: `${count}` });
    const operations = [3, 4, 5].map((count) => ({ op: "create", task: { title: `${count}` } }));
    expect((await person.call("POST", "/api/tasks/batch", { body: { operations } })).status).toBe(200);
    const tasks = await listAll(person, "sort=position");
    expect(tasks.map(({ title }) => title)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(new Set(tasks.map(({ position }) => position)).size).toBe(6);
    for (const { position } of tasks) expect(() => generateKeyBetween(position, null)).not.toThrow();
  },
);
