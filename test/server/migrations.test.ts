import { execFile } from "node:child_process";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOldPostgres } from "../old-postgres";
import { type Postgres, startPostgres } from "../postgres";

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** Runs what a Vercel build runs first, and returns its exit code and what it printed. */
function migrate(url: string, variables: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  const env = { NODE_ENV: "production" as const, PATH: process.env.PATH, DATABASE_URL: url, ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", "tsx", "scripts/migrate.ts"], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, output: stdout + stderr });
    });
  });
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return (await client.query(text).finally(() => client.end())).rows;
}

const applied = "select count(*)::int from drizzle.__drizzle_migrations";

describe("the migrations of a build", () => {
  it("are applied once when several builds run them at once", async () => {
    const url = await postgres.createDatabase("together");
    const builds = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(builds.map(({ code }) => code)).toEqual([0, 0, 0]);
    const [{ count } = { count: 0 }] = await query(url, applied);
    expect((await migrate(url)).code).toBe(0);
    expect(await query(url, applied)).toEqual([{ count }]);
  });

  it("fail the build whole, and leave nothing half done", async () => {
    const url = await postgres.createDatabase("broken");
    // In the way of the second migration.
    await query(url, "create table task (id int)");
    const { code, output } = await migrate(url);
    expect([code, output]).toEqual([1, expect.not.stringContaining("up to date")]);
    expect(await query(url, "select to_regclass('user_clock') as made")).toEqual([{ made: null }]);
  });

  it("never go to an embedded database on Vercel, and say what is missing", async () => {
    const { code, output } = await migrate("", { VERCEL: "1", VERCEL_ENV: "preview" });
    expect([code, output]).toEqual([1, expect.stringContaining("DATABASE_URL is not set")]);
  });
});

describe("a server that is too old", () => {
  it.each([
    ["150014", "15.14"],
    ["120022", "12.22"],
  ])("is refused by its version before anything else is asked: %s", async (number, version) => {
    const old = await startOldPostgres(number);
    const { code, output } = await migrate(old.url);
    old.close();
    expect(code).toBe(1);
    expect(output.trim()).toBe(`The server is PostgreSQL ${version}, and Tend needs PostgreSQL 16 or later.`);
    expect(old.asked).toEqual(["show server_version_num"]);
  });
});

it("a connection that ends in the middle is one line, as any failure is", async () => {
  const ending = await startOldPostgres("160004");
  const { code, output } = await migrate(ending.url);
  ending.close();
  expect([code, output.trim()]).toEqual([1, "Connection terminated unexpectedly"]);
});
