import { NeonDbError, neon, neonConfig } from "@neondatabase/serverless";
import { sql as drizzleSql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type NeonEndpoint, startNeonEndpoint } from "./neon-endpoint";
import { type Postgres, startPostgres } from "./postgres";

const slow = { timeout: 60_000 };
const knownHeaders = { "Neon-Connection-String": neonUrlOf("postgres"), "Neon-Raw-Text-Output": "true" };
const sql = neon(neonUrlOf("postgres"));
let postgres: Postgres;
let endpoint: NeonEndpoint;

/** The URL as Neon would give it: its host, TLS, no port. */
function neonUrlOf(database: string): string {
  const host = "ep-quiet-leaf-123456.eu-central-1.aws.neon.tech";
  return `postgresql://postgres:secret@${host}/${database}?sslmode=require&channel_binding=require`;
}

function post(headers: Record<string, string>, body: unknown): Promise<Response> {
  return fetch(endpoint.url, { method: "POST", headers: { ...knownHeaders, ...headers }, body: JSON.stringify(body) });
}

async function countSleepers(): Promise<number> {
  const rows = await sql`select 1 from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'`;
  return rows.length;
}

beforeAll(async () => {
  postgres = await startPostgres();
  endpoint = await startNeonEndpoint(postgres.url);
  neonConfig.fetchEndpoint = () => endpoint.url;
}, slow.timeout);
afterAll(async () => {
  await endpoint.close();
  await postgres.stop();
}, slow.timeout);

describe("the Neon driver's single queries", slow, () => {
  test("give each type as the driver parses it from PostgreSQL's text", async () => {
    const rows = await sql`select 1::int4 as int4, 9007199254740993::int8 as int8, 1.50::numeric as numeric,
      true as bool, null::text as nothing, '2026-01-02T03:04:05.678Z'::timestamptz as at, '{"a":[1,null]}'::jsonb as json,
      array['a', null, 'b"c,d']::text[] as list, '\\x00ff'::bytea as bytes, 'é🌱'::text as text, 'NaN'::float8 as nan`;
    expect(rows).toEqual([
      {
        int4: 1,
        int8: "9007199254740993",
        numeric: "1.50",
        bool: true,
        nothing: null,
        at: new Date("2026-01-02T03:04:05.678Z"),
        json: { a: [1, null] },
        list: ["a", null, 'b"c,d'],
        bytes: Buffer.from([0, 255]),
        text: "é🌱",
        nan: Number.NaN,
      },
    ]);
  });

  test("carry each kind of parameter", async () => {
    const at = new Date("2026-01-02T03:04:05.678Z");
    const list = ["a", 'b"c,d\\e\n', null];
    const bytes = Buffer.from([0, 1, 255]);
    const statement = `select $1::int + 1 as number, $2::text as text, $3::text is null as missing, $4::bool as bool,
      $5::jsonb as json, $6::text[] as list, $7::timestamptz as at, $8::bytea as bytes`;
    const params = [41, "it's \u2028 {x}", null, false, { a: ["é"] }, list, at, bytes];
    expect(await sql.query(statement, params)).toEqual([
      { number: 42, text: "it's \u2028 {x}", missing: true, bool: false, json: { a: ["é"] }, list, at, bytes },
    ]);
  });

  test("honour arrayMode, with two columns of one name", async () => {
    expect(await sql.query("select 1 as a, 2 as a", [], { arrayMode: true })).toEqual([[1, 2]]);
  });

  test("give fullResults: fields, command and rowCount", async () => {
    const full = neon(neonUrlOf("postgres"), { fullResults: true });
    const selected = await full`select 'x'::varchar(5) as a from generate_series(1, 3)`;
    expect(selected).toMatchObject({ command: "SELECT", rowCount: 3, rowAsArray: false });
    expect(selected.fields).toEqual([
      { name: "a", dataTypeID: 1043, tableID: 0, columnID: 0, dataTypeSize: -1, dataTypeModifier: 9, format: "text" },
    ]);
    expect(await full`create table counted (id int)`).toMatchObject({ command: "CREATE", rowCount: null, rows: [] });
    const inserted = await full`insert into counted select generate_series(1, 4)`;
    expect(inserted).toMatchObject({ command: "INSERT", rowCount: 4, rows: [] });
  });

  test("reach the database that the connection string names", async () => {
    await Promise.all([postgres.createDatabase("east"), postgres.createDatabase("west side")]);
    const select = "select current_database() as database, current_setting('application_name') as application";
    const rows = ["east", "west%20side"].map(async (path) => (await neon(neonUrlOf(path)).query(select))[0]);
    const application = expect.stringContaining("%40neondatabase/serverless");
    expect(await Promise.all(rows)).toEqual([
      { database: "east", application },
      { database: "west side", application },
    ]);
  });

  test("refuse two statements in one text", async () => {
    await expect(sql.query("select 1; select 2")).rejects.toMatchObject({ code: "42601" });
  });

  test("leave no transaction open for the next request", async () => {
    for (let round = 0; round < 25; round += 1) await sql`begin`;
    expect(await sql`select 1 from pg_stat_activity where state like 'idle in transaction%'`).toEqual([]);
  });
});

describe("a batch", slow, () => {
  beforeEach(async () => {
    await sql`create table if not exists item (id int primary key, name text not null check (name <> ''))`;
    await sql`truncate item`;
  });

  test("commits its statements together, in order, each with its result", async () => {
    const results = await sql.transaction([
      sql`insert into item values (1, 'one') returning id`,
      sql`select count(*)::int from item`,
      sql`select pg_current_xact_id_if_assigned() is not null as together`,
    ]);
    expect(results).toEqual([[{ id: 1 }], [{ count: 1 }], [{ together: true }]]);
    expect(await sql`select id, name from item`).toEqual([{ id: 1, name: "one" }]);
  });

  test("rolls the whole back when one statement fails", async () => {
    const batch = sql.transaction([sql`insert into item values (1, 'one')`, sql`insert into item values (2, '')`]);
    await expect(batch).rejects.toMatchObject({ code: "23514", constraint: "item_name_check", table: "item" });
    expect(await sql`select id from item`).toEqual([]);
  });

  test("tells of a constraint that fails at the commit", async () => {
    await sql`create table later (id int constraint later_unique unique deferrable initially deferred)`;
    const batch = sql.transaction([sql`insert into later values (1)`, sql`insert into later values (1)`]);
    await expect(batch).rejects.toMatchObject({ code: "23505", constraint: "later_unique" });
    expect(await sql`select id from later`).toEqual([]);
  });

  test.each([
    ["ReadUncommitted", "read uncommitted"],
    ["ReadCommitted", "read committed"],
    ["RepeatableRead", "repeatable read"],
    ["Serializable", "serializable"],
  ] as const)("runs at %s", async (isolationLevel, level) => {
    const select = sql`select current_setting('transaction_isolation') as level`;
    expect(await sql.transaction([select], { isolationLevel })).toEqual([[{ level }]]);
  });

  test("is read only and deferrable when asked", async () => {
    const settings = sql`select current_setting('transaction_read_only') as read_only,
      current_setting('transaction_deferrable') as deferrable`;
    const options = { isolationLevel: "Serializable", readOnly: true, deferrable: true } as const;
    expect(await sql.transaction([settings], options)).toEqual([[{ read_only: "on", deferrable: "on" }]]);
    const writing = sql.transaction([sql`insert into item values (1, 'one')`], { readOnly: true });
    await expect(writing).rejects.toMatchObject({ code: "25006" });
  });

  test("comes from drizzle-orm/neon-http too", async () => {
    const note = pgTable("note", { id: integer().primaryKey(), body: text(), at: timestamp({ withTimezone: true }) });
    const db = drizzle(sql);
    await db.execute(drizzleSql`create table note (id int primary key, body text, at timestamptz)`);
    const one = { id: 1, body: null, at: new Date("2026-01-02T03:04:05.678Z") };
    const two = { id: 2, body: "two", at: null };
    expect(await db.insert(note).values(one).returning()).toEqual([one]);
    const [inserted, selected] = await db.batch([
      db.insert(note).values(two).returning({ id: note.id }),
      db.select().from(note).orderBy(note.id),
    ]);
    expect([inserted, selected]).toEqual([[{ id: 2 }], [one, two]]);
  });
});

describe("an error", slow, () => {
  test("keeps every field of PostgreSQL's, and the ones that it lacks are undefined", async () => {
    await sql`create table person (id int primary key, email text constraint person_email_key unique)`;
    await sql`insert into person values (1, 'a@b')`;
    const error: unknown = await sql`insert into person values (2, 'a@b')`.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NeonDbError);
    expect(error).toMatchObject({
      message: 'duplicate key value violates unique constraint "person_email_key"',
      severity: "ERROR",
      code: "23505",
      detail: "Key (email)=(a@b) already exists.",
      schema: "public",
      table: "person",
      constraint: "person_email_key",
      routine: "_bt_check_unique",
      hint: undefined,
      position: undefined,
    });
    await expect(sql`select nothing`).rejects.toMatchObject({ code: "42703", position: "8" });
  });

  test("has the 17 fields of Neon's answer, whatever PostgreSQL said", async () => {
    const raise = `do $$ begin execute 'select nothing'; exception when others then raise exception 'told' using
      errcode = '22000', detail = 'a', hint = 'b', column = 'c', constraint = 'd', datatype = 'e', table = 'f', schema = 'g';
    end $$`;
    const told = await (await post({}, { query: raise })).json();
    expect(told).toMatchObject({
      message: "told",
      code: "22000",
      severity: "ERROR",
      detail: "a",
      hint: "b",
      column: "c",
      constraint: "d",
      dataType: "e",
      table: "f",
      schema: "g",
      where: expect.stringContaining("PL/pgSQL function inline_code_block"),
      file: "pl_exec.c",
      line: expect.stringMatching(/^\d+$/),
      routine: "exec_stmt_raise",
    });
    const within = await (await post({}, { query: "do $$ begin execute 'select nothing'; end $$" })).json();
    expect(within).toMatchObject({ internalQuery: "select nothing", internalPosition: "8", position: null });
    const own = await (await post({}, {})).json();
    const names = Object.keys(told);
    expect([names.length, Object.keys(within), Object.keys(own)]).toEqual([17, names, names]);
  });

  test("keeps a SQLSTATE and detail that plpgsql raised, alone and in a batch", async () => {
    await sql`create function refuse(code text, detail text) returns int language plpgsql as
      $$ begin raise exception using errcode = code, message = 'refused', detail = detail; end $$`;
    const expected = { code: "TD404", message: "refused", detail: '{"index":3}' };
    await expect(sql`select refuse('TD404', '{"index":3}')`).rejects.toMatchObject(expected);
    const batch = sql.transaction([sql`select 1`, sql`select refuse('TD404', ${'{"index":3}'})`]);
    await expect(batch).rejects.toMatchObject(expected);
  });

  test("is HTTP 500 with PostgreSQL's own code when it refuses the connection", async () => {
    const response = await post({ "Neon-Connection-String": neonUrlOf("absent") }, { query: "select 1" });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: "3D000", message: 'database "absent" does not exist' });
    await expect(neon(neonUrlOf("absent"))`select 1`).rejects.toThrow("Server error (HTTP status 500)");
  });
});

describe("a PostgreSQL that goes away", slow, () => {
  test("is HTTP 500 without a SQLSTATE while it is down, and works again after", async () => {
    await sql`select 1`;
    await postgres.stop({ keepData: true });
    await expect(sql`select 1`).rejects.toThrow(/HTTP status 500.*Couldn't connect to compute node.*"code":""/);
    await postgres.start();
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test("is HTTP 400 in the middle of a statement: without a SQLSTATE in a crash, 57P01 in a shutdown", async () => {
    const crashed = expect(sql`select pg_sleep(60)`).rejects.toMatchObject({ message: "connection closed", code: "" });
    await expect.poll(countSleepers, slow).toBe(1);
    await postgres.kill();
    await crashed;
    await postgres.start();
    const stopped = expect(sql`select pg_sleep(60)`).rejects.toMatchObject({ code: "57P01" });
    await expect.poll(countSleepers, slow).toBe(1);
    await postgres.restart();
    await stopped;
  });

  test("is not what a caller's hanging up looks like: that cancels the statement", async () => {
    const abort = new AbortController();
    const options = { fetchOptions: { signal: abort.signal } };
    const sleeping = sql.query("select pg_sleep(60)", [], options).catch((reason: unknown) => reason);
    await expect.poll(countSleepers, slow).toBe(1);
    abort.abort();
    expect(await sleeping).toBeInstanceOf(NeonDbError);
    await expect.poll(countSleepers, slow).toBe(0);
  });

  test("does not keep the endpoint from closing", async () => {
    const other = await startNeonEndpoint(postgres.url);
    const request = { method: "POST", headers: knownHeaders, body: JSON.stringify({ query: "select 1" }) };
    expect((await fetch(other.url, request)).status).toBe(200);
    await postgres.pause();
    const hanging = expect(fetch(other.url, request)).rejects.toThrow("fetch failed");
    await expect.poll(() => other.requests(), slow).toBe(2);
    await other.close();
    await hanging;
    await postgres.resume();
  });
});

describe("a request", slow, () => {
  const single = { query: "select 1" };
  test.each([
    ["an unknown header", { "Neon-Pool-Opt-In": "true" }, single, "neon-pool-opt-in"],
    ["no connection string", { "Neon-Connection-String": "" }, single, "neon-connection-string"],
    ["another protocol", { "Neon-Connection-String": "mysql://a@b/c" }, single, "neon-connection-string"],
    ["no database", { "Neon-Connection-String": "postgres://a@b" }, single, "lacks a user or database"],
    ["parsed output", { "Neon-Raw-Text-Output": "false" }, single, "neon-raw-text-output"],
    ["a flag that is neither true nor false", { "Neon-Array-Mode": "1" }, single, "neon-array-mode"],
    ["an unknown level", { "Neon-Batch-Isolation-Level": "Snapshot" }, { queries: [] }, "neon-batch-isolation-level"],
    ["a JWT", { Authorization: "Bearer x" }, single, "Authorization"],
    ["an unknown field", {}, { ...single, timeout: 1 }, "timeout"],
    ["an unknown field in a batch", {}, { queries: [{ ...single, timeout: 1 }] }, "timeout"],
    ["a query and a batch at once", {}, { ...single, queries: [] }, '"query"'],
    ["no query", {}, {}, "query"],
  ])("with %s is refused with 400, naming it", async (_name, headers, body, message) => {
    const response = await post(headers, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining(message), code: "", detail: null });
  });

  test("with a body that isn't JSON, another path or another method is refused too", async () => {
    const responses = await Promise.all([
      fetch(endpoint.url, { method: "POST", headers: knownHeaders, body: "select 1" }),
      fetch(`${endpoint.url}/v2`, { method: "POST", headers: knownHeaders, body: JSON.stringify(single) }),
      fetch(endpoint.url, { headers: knownHeaders }),
    ]);
    expect(responses.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  test("may have JSON numbers, booleans, objects and arrays as parameters, and its own arrayMode", async () => {
    const query = "select $1::int as int, $2::bool as bool, $3::jsonb as json, $4::jsonb[] as list";
    const params = [1, true, { a: 1 }, [{ b: '"' }, null]];
    const response = await post({ "Neon-Array-Mode": "true" }, { query, params, arrayMode: false });
    const list = '{"{\\"b\\": \\"\\\\\\"\\"}",NULL}';
    expect(await response.json()).toMatchObject({ rows: [{ int: "1", bool: "t", json: '{"a": 1}', list }] });
  });

  test("is counted by requests()", async () => {
    const before = endpoint.requests();
    await Promise.all(Array.from({ length: 50 }, () => sql`select 1`));
    expect(endpoint.requests() - before).toBe(50);
  });
});
