import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { makeEnvironment } from "./environment";
import { listFiles } from "./output";
import { buildProject, copyProject } from "./project";

let folder: string;
const { postgresUrl } = inject("vercel");

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "tend-vercel-refusals-"));
  await copyProject(path.join(folder, "project"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs SQL in a database of the tests' server. */
async function execute(database: string, text: string): Promise<void> {
  const client = new Client({
    connectionString: Object.assign(new URL(postgresUrl), { pathname: `/${database}` }).href,
  });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

async function build(databaseUrl: string) {
  const output = path.join(folder, "output");
  const variables = makeEnvironment("preview", databaseUrl, "http://127.0.0.1:1/sql");
  const result = await buildProject(path.join(folder, "project"), "preview", variables, output);
  return { ...result, functions: listFiles(output).filter((name) => name.startsWith("functions/")) };
}

describe("a build fails, and leaves nothing to deploy,", () => {
  it("when a migration does, which leaves the database as it was", async () => {
    await execute("postgres", "create database blocked");
    // In the way of the second migration.
    await execute("blocked", "create table task (id int)");
    const databaseUrl = Object.assign(new URL(postgresUrl), { pathname: "/blocked" }).href;
    const { code, printed, functions } = await build(databaseUrl);
    expect([code, functions]).toEqual([1, []]);
    expect(printed).toContain("build:vercel");
    expect(printed).not.toContain("Creating an optimized production build");
    await execute("blocked", "do $$ begin assert to_regclass('user_clock') is null; end $$");
  });

  it("when the database can't be reached, whose password it does not print", async () => {
    const { code, printed, functions } = await build("postgresql://tend@127.0.0.1:1/tend");
    expect([code, functions]).toEqual([1, []]);
    expect(printed).toContain("ECONNREFUSED");
    expect(printed).not.toContain("npg_");
  });

  it("when a .env is there, which Vercel's builder would copy into every function", async () => {
    const file = path.join(folder, "project/.env");
    writeFileSync(file, "BETTER_AUTH_SECRET=of-a-laptop\n");
    const { code, printed, functions } = await build("postgresql://tend@127.0.0.1:1/tend");
    rmSync(file);
    expect([code, functions]).toEqual([1, []]);
    expect(printed).toContain(".env would be copied into the functions");
  });
});
