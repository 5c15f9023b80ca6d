import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Postgres, startPostgres } from "./postgres";

const timeoutMs = 60_000;

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(statement).finally(() => client.end());
  return rows;
}

function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("startPostgres", { timeout: timeoutMs }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres({ maxConnections: 33, settings: { fsync: "on", work_mem: "5MB" } });
    await query(postgres.url, "create table kept (id int primary key)");
  }, timeoutMs);
  afterAll(() => postgres.stop(), timeoutMs);

  test("is PostgreSQL 18 in UTF8 and C.UTF-8, on 127.0.0.1 only, with the settings asked for", async () => {
    const names = ["listen_addresses", "max_connections", "fsync", "work_mem", "server_encoding", "TimeZone"];
    const columns = names.map((name) => `current_setting('${name}') as "${name}"`).join(", ");
    const version = "current_setting('server_version_num')::int / 10000 as version";
    const locale = "(select datctype from pg_database where datname = current_database()) as locale";
    expect(await query(postgres.url, `select ${columns}, ${version}, ${locale}`)).toEqual([
      {
        listen_addresses: "127.0.0.1",
        max_connections: "33",
        fsync: "on",
        work_mem: "5MB",
        server_encoding: "UTF8",
        TimeZone: "UTC",
        version: 18,
        locale: process.platform === "darwin" ? "C" : "C.UTF-8",
      },
    ]);
  });

  test("stop with keepData and start, and restart, keep the rows, the port and the settings", async () => {
    await query(postgres.url, "insert into kept values (1)");
    const { pid, url } = postgres;
    await postgres.stop({ keepData: true });
    expect(postgres.pid).toBeUndefined();
    expect(isRunning(pid)).toBe(false);
    await expect(query(url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await postgres.start();
    expect(await query(url, "select id, current_setting('work_mem') as mem from kept where id = 1")).toEqual([
      { id: 1, mem: "5MB" },
    ]);
    await postgres.restart();
    expect(postgres.pid).not.toBe(pid);
    expect(await query(url, "select id from kept where id = 1")).toEqual([{ id: 1 }]);
  });

  test("pause freezes open and new connections, and resume thaws both", async () => {
    const open = new Client({ connectionString: postgres.url });
    await open.connect();
    await postgres.pause();
    const answers: string[] = [];
    const oldAnswer = open.query("select 1").then(() => answers.push("old"));
    const newAnswer = query(postgres.url, "select 1").then(() => answers.push("new"));
    await sleep(500);
    expect(answers).toEqual([]);
    await postgres.resume();
    await Promise.all([oldAnswer, newAnswer]);
    expect(answers.toSorted()).toEqual(["new", "old"]);
    await open.end();
  });

  test("a paused server can be killed, and a running one too: start recovers every committed row", async () => {
    const client = new Client({ connectionString: postgres.url });
    client.on("error", () => {});
    await client.connect();
    const committed: number[] = [];
    const write = async () => {
      for (let id = 1000; ; id += 1) {
        await client.query("insert into kept values ($1)", [id]);
        committed.push(id);
      }
    };
    const writing = write().catch(() => {});
    await sleep(300);
    await postgres.kill();
    await writing;
    expect(postgres.pid).toBeUndefined();
    await postgres.start();
    expect(committed.length).toBeGreaterThan(0);
    const rows = await query(postgres.url, "select id from kept where id >= 1000");
    expect(rows).toEqual(expect.arrayContaining(committed.map((id) => ({ id }))));
    await postgres.pause();
    await postgres.kill();
    await postgres.start();
    expect(await query(postgres.url, "select count(*)::int from kept where id >= 1000")).toEqual([
      { count: rows.length },
    ]);
  });

  test("createDatabase copies the template and no more; dropDatabase closes the connections to it", async () => {
    const template = await postgres.createDatabase("from template");
    await query(template, "create table things as select 7 as id");
    const [first, second] = await Promise.all([
      postgres.createDatabase("one", "from template"),
      postgres.createDatabase("two"),
    ]);
    expect(await query(first, "select id from things")).toEqual([{ id: 7 }]);
    await expect(query(second, "select id from things")).rejects.toMatchObject({ code: "42P01" });
    const client = new Client({ connectionString: first });
    const lost = new Promise((resolve) => client.on("error", resolve));
    await client.connect();
    await postgres.dropDatabase("one");
    await lost;
    await expect(query(first, "select 1")).rejects.toMatchObject({ code: "3D000" });
    await postgres.dropDatabase("one");
  });

  test("stop removes the folder, can be repeated, and start then refuses", async () => {
    const other = await startPostgres();
    const { pid, dataDir } = other;
    await other.pause();
    await other.stop();
    await other.stop();
    expect(existsSync(dataDir)).toBe(false);
    expect(isRunning(pid)).toBe(false);
    await expect(other.start()).rejects.toThrow("stopped without keepData");
  });

  test("a folder given as dataDir outlives the server and serves the next one", async () => {
    const parent = await mkdtemp(join(tmpdir(), "tend-postgres-test-"));
    await promisify(execFile)("chmod", ["755", parent]);
    const dataDir = join(parent, "data");
    const first = await startPostgres({ dataDir });
    await query(first.url, "create table things as select 8 as id");
    await first.stop();
    const second = await startPostgres({ dataDir });
    expect(second.dataDir).toBe(dataDir);
    expect(await query(second.url, "select id from things")).toEqual([{ id: 8 }]);
    await second.stop();
    await rm(parent, { recursive: true });
  });

  test("a server that can't start says why, and leaves nothing running", async () => {
    await expect(startPostgres({ settings: { no_such_setting: "1" } })).rejects.toThrow(/no_such_setting/);
    await expect(startPostgres({ port: postgres.port })).rejects.toThrow(/could not bind|Address already in use/);
  });

  test("SIGKILL of the process that started it ends the server and removes its folder", async () => {
    const script = `import { startPostgres } from ${JSON.stringify(import.meta.resolve("./postgres.ts"))};
      const { url, dataDir } = await startPostgres();
      console.log(JSON.stringify({ url, dataDir }));
      setInterval(() => {}, 1000);`;
    const argv = ["--import", import.meta.resolve("tsx"), "--input-type=module", "-e", script];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(child.stdout, "data");
    const { url, dataDir } = z.object({ url: z.string(), dataDir: z.string() }).parse(JSON.parse(String(line)));
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    child.kill("SIGKILL");
    await expect.poll(() => existsSync(dataDir), { timeout: 15_000 }).toBe(false);
    await expect(query(url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
