import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { sweep } from "@/db/sweep";
import { forget } from "@/lib/once";
import { call, createPerson, createTask, listAll, type Person } from "../api";
import { execute } from "../database";
import { Follower, sortByRevision } from "../follower";

const limitMs = 60_000;
const days = (count: number) => new Date(Date.now() + count * 24 * 3_600_000);

/** So many tasks in the trash, since now. */
async function fillTrash(person: Person, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let from = 0; from < count; from += 50) {
    const batch = ids.slice(from, from + 50);
    const operations = [
      ...batch.map((id) => ({ op: "create", task: { id, title: "old" } })),
      ...batch.map((id) => ({ op: "delete", id })),
    ];
    await person.call("POST", "/api/tasks/batch", { body: { operations } });
  }
  return ids;
}

const countOf = async (table: string) =>
  Number((await execute(sql`select count(*) from ${sql.identifier(table)}`))[0]?.count);

describe("old things leave", () => {
  it("takes from the trash what has been there for 30 days, and nothing else", async () => {
    const [person, other] = [await createPerson(), await createPerson()];
    const kept = await createTask(person, { title: "kept" });
    await fillTrash(person, 3);
    const [restored = ""] = await fillTrash(other, 1);
    await other.call("POST", `/api/tasks/${restored}/restore`);
    expect((await sweep(days(29), limitMs)).tasks).toBe(0);
    expect((await sweep(days(31), limitMs)).tasks).toBe(3);
    expect((await listAll(person, "trashed=true")).length).toBe(0);
    expect((await listAll(person)).map(({ id }) => id)).toEqual([kept.id]);
    expect((await listAll(other)).map(({ id }) => id)).toEqual([restored]);
  });

  it("tells those who follow the changes, page by page, and twice at once takes each task once", async () => {
    const person = await createPerson();
    await createTask(person, { title: "kept" });
    await fillTrash(person, 120);
    const follower = new Follower(person, 7);
    await follower.readToEnd();
    const both = await Promise.all([sweep(days(31), limitMs), sweep(days(31), limitMs)]);
    expect(both[0].tasks + both[1].tasks).toBe(120);
    await follower.readToEnd();
    expect(follower.list()).toEqual(sortByRevision(await listAll(person)));
    const revisions = await execute(sql`select revision from task_tombstone where user_id = ${person.id}`);
    expect(new Set(revisions.map(({ revision }) => String(revision))).size).toBe(120);
    const [clock] = await execute(
      sql`select revision, (select max(revision) from task_tombstone where user_id = ${person.id}) as last from user_clock where user_id = ${person.id}`,
    );
    expect(Number(clock?.revision)).toBe(Number(clock?.last));
  });

  it("forgets a deletion after 90 days, and asks who followed before to start again", async () => {
    const person = await createPerson();
    const task = await createTask(person);
    await person.call("DELETE", `/api/tasks/${task.id}?permanent=true`);
    expect((await sweep(days(89), limitMs)).tombstones).toBe(0);
    expect((await person.call("GET", `/api/tasks/changes?since=${task.revision}`)).status).toBe(200);
    expect((await sweep(days(91), limitMs)).tombstones).toBe(1);
    expect((await person.call("GET", `/api/tasks/changes?since=${task.revision}`)).status).toBe(410);
    expect((await person.call("GET", "/api/tasks/changes?since=0")).status).toBe(200);
  });

  it("forgets idempotency keys, and what has expired of sessions, verifications and limits", async () => {
    const person = await createPerson();
    await person.call("POST", "/api/tasks", { body: { title: "x" }, headers: { "idempotency-key": "key" } });
    await execute(
      sql`insert into session (token, user_id, expires_at) values (${randomUUID()}, ${person.id}, now() + interval '1 hour')`,
    );
    await execute(
      sql`insert into verification (identifier, value, expires_at) values ('a', 'b', now() + interval '1 hour')`,
    );
    await execute(sql`insert into rate_limit (key, count, last_request) values ('a', 1, ${Date.now()})`);
    const tables = ["idempotency_key", "session", "verification", "rate_limit"];
    await sweep(new Date(), limitMs);
    for (const table of tables) expect([table, await countOf(table)]).toEqual([table, 1]);
    const swept = await sweep(days(2), limitMs);
    expect(swept).toMatchObject({ idempotencyKeys: 1, sessions: 1, verifications: 1, rateLimits: 1 });
    for (const table of tables) expect([table, await countOf(table)]).toEqual([table, 0]);
  });
});

describe("GET /api/sweep", () => {
  const secret = "a secret of the scheduler's own";

  afterEach(() => {
    delete process.env.CRON_SECRET;
    forget("env");
  });

  const ask = (token?: string, method = "GET") => call(method, "/api/sweep", { token });

  it("is there for the scheduler alone", async () => {
    expect((await ask("undefined")).status).toBe(404);
    process.env.CRON_SECRET = secret;
    forget("env");
    expect([(await ask()).status, (await ask("wrong")).status, (await ask(secret, "POST")).status]).toEqual([
      404, 404, 404,
    ]);
    const answer = await ask(secret);
    expect([answer.status, answer.json]).toMatchObject([200, { tasks: 0, sessions: 0 }]);
  });
});
