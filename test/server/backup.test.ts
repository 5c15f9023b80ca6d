import { execFile } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { callApi, launchTend, makeDataDir, signUp, type Tend } from "../tend";

const run = promisify(execFile);
const secret = "a secret of the tests, 32 characters or more";
const origin = "http://localhost:4000";

/** A data directory, its server, and the commands of an operator. */
function prepare() {
  const env = { DATA_DIR: makeDataDir(), BETTER_AUTH_SECRET: secret, APP_ORIGIN: origin };
  return {
    dataDir: env.DATA_DIR,
    launch: () => launchTend(env),
    operate: async (script: string, ...args: string[]) => {
      const { stdout } = await run("npx", ["tsx", `scripts/${script}.ts`, ...args], {
        env: { ...process.env, ...env },
      });
      return stdout;
    },
  };
}

const create = async (tend: Tend, token: string, title: string) => {
  const answer = await callApi(tend, token, "POST", "/api/tasks", { title });
  expect(answer.status).toBe(201);
};

async function readChanges(tend: Tend, token: string, since: number) {
  const answer = await callApi(tend, token, "GET", `/api/tasks/changes?since=${since}&limit=1000`);
  return { status: answer.status, ...(await answer.json()) };
}

describe("the embedded database", () => {
  it("is backed up under load and restored, and who has more than the backup fetches all again", async () => {
    const { dataDir, launch, operate } = prepare();
    const tend = await launch();
    const { token } = await signUp(tend.origin);
    await create(tend, token, "before the backup");
    let isDone = false;
    const load = (async () => {
      for (let number = 0; !isDone; number++) await create(tend, token, `while it is made ${number}`);
    })();
    const backup = path.join(dataDir, "backup.tar.gz");
    expect(await operate("backup", backup)).toContain(backup);
    isDone = true;
    await load;
    const { revision, items } = await readChanges(tend, token, 0);
    expect(await tend.stop()).toBe(0);

    // What is no backup leaves everything as it is.
    await expect(operate("restore", path.join(dataDir, "secret"))).rejects.toThrow();
    expect(await operate("restore", backup)).toMatch(/Restored \d+ tasks of 1 people/);
    const again = await launch();
    expect((await readChanges(again, token, revision)).status).toBe(410);
    const restored = await readChanges(again, token, 0);
    const titles = (list: { title: string }[]) => list.map(({ title }) => title);
    expect(titles(restored.items)).toContain("before the backup");
    expect(titles(items)).toEqual(expect.arrayContaining(titles(restored.items)));
    expect(await again.stop()).toBe(0);
    rmSync(dataDir, { recursive: true });
  });

  it("opens the newest good snapshot where it is damaged, and says so", async () => {
    const { dataDir, launch } = prepare();
    const first = await launch();
    const { token } = await signUp(first.origin);
    await create(first, token, "kept");
    const { revision } = await readChanges(first, token, 0);
    expect(await first.stop()).toBe(0);
    const log = path.join(dataDir, "postgres/pg_wal");
    const isSegment = (name: string) => /^[0-9A-F]{24}$/.test(name);
    for (const name of readdirSync(log).filter(isSegment)) writeFileSync(path.join(log, name), Buffer.alloc(100));
    // The newest is no good either.
    writeFileSync(path.join(dataDir, "backups", "9999-01-01T00-00-00.000Z.tar.gz"), "not a snapshot");

    const again = await launch();
    expect(again.output()).toMatch(/The embedded database was damaged\. It is kept in .*damaged-/);
    expect((await readChanges(again, token, revision)).status).toBe(410);
    expect((await readChanges(again, token, 0)).items).toMatchObject([{ title: "kept" }]);
    expect(await again.stop()).toBe(0);
    rmSync(dataDir, { recursive: true });
  });
});
