import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { isDatabaseError } from "@/db/errors";
import {
  dateMax,
  dateMin,
  descriptionMaxLength,
  idempotencyKeyMaxLength,
  positionMaxLength,
  priorities,
  titleMaxLength,
} from "@/lib/contract/limits";
import { createPerson, createTask } from "../api";
import { dumpTasks, execute, insertUser } from "../database";

/** What the database refuses a statement with: its SQLSTATE and constraint. */
async function refusalOf(query: SQL): Promise<[string | undefined, string | undefined] | "accepted"> {
  try {
    await execute(query);
    return "accepted";
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    return [error.sqlState, error.constraint];
  }
}

const columns = {
  title: "x",
  description: "",
  priority: 0,
  due_date: null,
  due_time: null,
  position: "a0",
  revision: 1,
};

function insertTask(owner: string, changes: Record<string, unknown>): SQL {
  const row: Record<string, unknown> = { user_id: owner, id: randomUUID(), ...columns, ...changes };
  const names = Object.keys(row).map((name) => sql.identifier(name));
  const values = Object.values(row).map((value) => (value === null ? sql`null` : sql`${value}`));
  return sql`insert into task (${sql.join(names, sql`, `)}) values (${sql.join(values, sql`, `)})`;
}

const astral = "😀";

describe("the table of tasks, by itself", () => {
  it.each<[constraint: string, changes: Record<string, unknown>]>([
    ["task_title_length", { title: "" }],
    ["task_title_length", { title: "x".repeat(titleMaxLength + 1) }],
    ["task_title_length", { title: astral.repeat(titleMaxLength + 1) }],
    ["task_description_length", { description: "x".repeat(descriptionMaxLength + 1) }],
    ["task_priority_known", { priority: -1 }],
    ["task_priority_known", { priority: priorities.length }],
    ["task_due_date_range", { due_date: "1899-12-31" }],
    ["task_due_date_range", { due_date: "10000-01-01" }],
    ["task_due_date_range", { due_date: "infinity" }],
    ["task_due_date_range", { due_date: "-infinity" }],
    ["task_due_time_needs_date", { due_time: "10:00" }],
    ["task_position_valid", { position: "" }],
    ["task_position_valid", { position: "a" }],
    ["task_position_valid", { position: "a00" }],
    ["task_position_valid", { position: "a0\n" }],
    ["task_position_valid", { position: `A${"0".repeat(26)}` }],
    ["task_position_valid", { position: `a0${"1".repeat(positionMaxLength - 1)}` }],
    ["task_revision_positive", { revision: 0 }],
    ["task_user_id_user_id_fk", { user_id: randomUUID() }],
  ])("refuses by %s: %j", async (constraint, changes) => {
    const owner = await insertUser();
    const sqlState = constraint.endsWith("_fk") ? "23503" : "23514";
    expect(await refusalOf(insertTask(owner, changes))).toEqual([sqlState, constraint]);
    expect(await dumpTasks()).toBe("");
  });

  it.each<Record<string, unknown>>([
    { title: "x".repeat(titleMaxLength) },
    { title: astral.repeat(titleMaxLength) },
    { description: astral.repeat(descriptionMaxLength) },
    { priority: priorities.length - 1 },
    { due_date: dateMin },
    { due_date: dateMax, due_time: "23:59" },
    { position: `a0${"1".repeat(positionMaxLength - 2)}` },
    { position: `B${"0".repeat(25)}` },
    { revision: Number.MAX_SAFE_INTEGER },
  ])("takes what the contract takes: case %#", async (changes) => {
    const owner = await insertUser();
    expect(await refusalOf(insertTask(owner, changes))).toBe("accepted");
  });

  it("refuses a second task of the same owner and id, and takes another owner's", async () => {
    const [one, other] = [await insertUser(), await insertUser()];
    const id = randomUUID();
    expect(await refusalOf(insertTask(one, { id }))).toBe("accepted");
    expect(await refusalOf(insertTask(one, { id }))).toEqual(["23505", "task_user_id_id_pk"]);
    expect(await refusalOf(insertTask(other, { id }))).toBe("accepted");
  });

  it("refuses an idempotency key that is empty or too long", async () => {
    const owner = await insertUser();
    const insert = (key: string) =>
      sql`insert into idempotency_key (user_id, key, hash, claim) values (${owner}, ${key}, 'x', gen_random_uuid())`;
    for (const key of ["", "x".repeat(idempotencyKeyMaxLength + 1)])
      expect(await refusalOf(insert(key))).toEqual(["23514", "idempotency_key_length"]);
    expect(await refusalOf(insert("x".repeat(idempotencyKeyMaxLength)))).toBe("accepted");
  });

  it("keeps moments to the millisecond, and times to the minute's second", async () => {
    const types = await execute(sql`select distinct format_type(atttypid, atttypmod) as type from pg_attribute
      join pg_class on pg_class.oid = attrelid join pg_type on pg_type.oid = atttypid
      where relkind = 'r' and relnamespace = 'public'::regnamespace and typname in ('timestamptz', 'timestamp') and attnum > 0`);
    expect(types).toEqual([{ type: "timestamp(3) with time zone" }]);
  });
});

describe("every table of a user's things", () => {
  // Better Auth names its own rows by an id of their own.
  const ofBetterAuth = ["account", "session"];

  const readTables = () =>
    execute(sql`select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
      where relkind = 'r' and relnamespace = 'public'::regnamespace and attname = 'user_id' order by relname`);

  it("has a key that begins with its owner", async () => {
    const keys = await execute(sql`select conrelid::regclass::text as name, attname as first from pg_constraint
      join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where contype = 'p' and connamespace = 'public'::regnamespace`);
    const own = (await readTables()).map(({ name }) => String(name)).filter((name) => !ofBetterAuth.includes(name));
    expect(own.length).toBeGreaterThanOrEqual(4);
    for (const name of own) expect(keys).toContainEqual({ name, first: "user_id" });
  });

  it("belongs to the user and leaves with him; every other foreign key carries the owner too", async () => {
    const references = await execute(sql`select conrelid::regclass::text as name, confrelid::regclass::text as target,
        confdeltype as deletes, exists (select from pg_attribute where attrelid = conrelid and attnum = any (conkey) and attname = 'user_id') as carries
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
    const owned = references
      .filter(({ target, deletes }) => target === '"user"' && deletes === "c")
      .map(({ name }) => name);
    expect(owned.sort()).toEqual((await readTables()).map(({ name }) => name));
    expect(references.filter(({ carries }) => !carries)).toEqual([]);
  });

  it("is empty of a user who is deleted, and as it was for everybody else", async () => {
    const [gone, stays] = [await createPerson(), await createPerson()];
    for (const person of [gone, stays]) {
      const { id } = await createTask(person);
      await createTask(person);
      await person.call("DELETE", `/api/tasks/${id}?permanent=true`);
      await person.call("POST", "/api/tasks", { body: { title: "x" }, headers: { "idempotency-key": "key" } });
      await execute(
        sql`insert into session (token, user_id, expires_at) values (${randomUUID()}, ${person.id}, now())`,
      );
      await execute(sql`insert into account (account_id, provider_id, user_id) values ('x', 'x', ${person.id})`);
    }
    const count = async (owner: string) => {
      const counts: [string, number][] = [];
      for (const { name } of await readTables()) {
        const rows = await execute(sql`select 1 from ${sql.identifier(String(name))} where user_id = ${owner}`);
        counts.push([String(name), rows.length]);
      }
      return counts;
    };
    const before = await dumpTasks(stays.id);
    for (const [name, rows] of await count(gone.id)) expect([name, rows > 0]).toEqual([name, true]);
    await execute(sql`delete from "user" where id = ${gone.id}`);
    for (const [name, rows] of await count(gone.id)) expect([name, rows]).toEqual([name, 0]);
    expect(await dumpTasks(stays.id)).toBe(before);
  });
});
