import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as getHealth } from "@/app/api/health/route";
import { execute } from "@/test/database";
import { closeDatabase } from "./client";
import { pingDatabase } from "./health";

// Until somebody ends it.
const spin = sql`select count(*) from generate_series(1, 1e12::bigint)`;
const keep = (note: string) => execute(sql`insert into kept values (${note})`);
const listKept = async () => (await execute(sql`select note from kept order by note`)).map(({ note }) => note);
const answers = () =>
  pingDatabase().then(
    () => true,
    () => false,
  );
const waitForDatabase = () => expect.poll(answers, { timeout: 25_000 }).toBe(true);
const unavailable = { name: "DatabaseError", code: "unavailable" };

beforeAll(async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tend-queue-"));
  process.env.DATA_DIR = folder;
  await execute(sql`create table kept (note text primary key)`);
  return async () => {
    await closeDatabase();
    rmSync(folder, { recursive: true });
  };
});

describe("a statement of the embedded database that spins", () => {
  it("is unavailable to its caller: the process answers, what was kept is there, and so is what was carried out behind it", async () => {
    await keep("before");
    const spun = expect(execute(spin)).rejects.toMatchObject(unavailable);
    const waited = keep("behind").then(
      () => ["before", "behind"],
      // A machine that is busy with other things opens it too late for who waited.
      (error: unknown) => {
        expect(error).toMatchObject(unavailable);
        return ["before"];
      },
    );
    const health = await getHealth(new Request("http://localhost/api/health"), { params: Promise.resolve({}) });
    expect(health.status).toBe(200);
    await spun;
    const expected = await waited;
    await waitForDatabase();
    expect(await listKept()).toEqual(expected);
    await expect(keep("before")).rejects.toMatchObject({ code: "failed", sqlState: "23505", constraint: "kept_pkey" });
  });

  it("leaves no caller behind it without an answer, however many spin", async () => {
    const spinning = [1, 2, 3].map(() => execute(spin));
    const last = execute(sql`select 1 as one`);
    const outcomes = await Promise.allSettled([...spinning, last]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: unavailable });
    await waitForDatabase();
    expect(await listKept()).toContain("before");
  });

  it("does not keep the database from being closed", async () => {
    const spun = expect(execute(spin)).rejects.toMatchObject(unavailable);
    // The statement is under way, and closing comes behind it.
    await closeDatabase();
    await spun;
    expect(await listKept()).toContain("before");
  });
});
