import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startPostgres } from "../postgres";
import { callApi, launchTend, makeDataDir, signUp, type Tend } from "../tend";

const secret = "a secret of the tests, 32 characters or more";

/** Creates until `count` are acknowledged, from several writers, and kills the server in the middle of the next ones. */
async function writeAndKill(tend: Tend, count: number): Promise<{ acknowledged: string[]; token: string }> {
  const { token } = await signUp(tend.origin);
  const acknowledged: string[] = [];
  let isKilled = false;
  async function writer() {
    while (!isKilled) {
      const answer = await callApi(tend, token, "POST", "/api/tasks", { title: "kept" }).catch(() => undefined);
      const body = answer?.status === 201 ? await answer.json().catch(() => undefined) : undefined;
      if (body) acknowledged.push(body.id);
      if (acknowledged.length >= count && !isKilled) {
        isKilled = true;
        await tend.stop("SIGKILL");
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, writer));
  return { acknowledged, token };
}

async function listIds(tend: Tend, token: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let since = 0, hasMore = true; hasMore; ) {
    const answer = await callApi(tend, token, "GET", `/api/tasks/changes?since=${since}&limit=1000`);
    const page = await answer.json();
    for (const { id } of page.items) ids.add(id);
    ({ revision: since, hasMore } = page);
  }
  return ids;
}

describe("kill -9 after 1,000 acknowledged writes loses none", () => {
  it("on the embedded database, whose lock the next process takes over", async () => {
    const env = { DATA_DIR: makeDataDir(), BETTER_AUTH_SECRET: secret };
    const origin = "http://localhost:4000";
    const { acknowledged, token } = await writeAndKill(await launchTend({ ...env, APP_ORIGIN: origin }), 1000);
    const again = await launchTend({ ...env, APP_ORIGIN: origin });
    const ids = await listIds(again, token);
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(await again.stop()).toBe(0);
    rmSync(env.DATA_DIR, { recursive: true });
  });

  it("on PostgreSQL", async () => {
    const postgres = await startPostgres({ settings: { fsync: "on" } });
    const env = {
      DATABASE_URL: await postgres.createDatabase("durability"),
      BETTER_AUTH_SECRET: secret,
      APP_ORIGIN: "http://localhost:4000",
    };
    const { acknowledged, token } = await writeAndKill(await launchTend(env), 1000);
    await postgres.kill();
    await postgres.start();
    const again = await launchTend(env);
    const ids = await listIds(again, token);
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    await again.stop();
    await postgres.stop();
  });
});

describe("the embedded database", () => {
  it("refuses a second process in one clear line, and goes on serving the first", async () => {
    const first = await launchTend();
    const second = await launchTend({ DATA_DIR: first.dataDir });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`in use by process ${first.pid}`);
    expect(second.output()).not.toMatch(/^\s+at /m);
    await signUp(first.origin);
    expect(await first.stop()).toBe(0);
  });

  it("is closed by SIGTERM after what is in flight, and keeps everything", async () => {
    const dataDir = makeDataDir();
    const env = { DATA_DIR: dataDir, APP_ORIGIN: "http://localhost:4000" };
    const tend = await launchTend(env);
    const { token } = await signUp(tend.origin);
    const inFlight = Array.from({ length: 20 }, () =>
      callApi(tend, token, "POST", "/api/tasks", { title: "in flight" }),
    );
    // One of them is at work when the signal comes.
    await Promise.race(inFlight);
    const [code, ...answers] = await Promise.all([tend.stop(), ...inFlight.map((call) => call.catch(() => undefined))]);
    expect(code).toBe(0);
    const created = await Promise.all(answers.flatMap((answer) => (answer?.status === 201 ? [answer.json()] : [])));
    expect(created.length).toBeGreaterThan(0);
    const again = await launchTend(env);
    const ids = await listIds(again, token);
    expect(created.filter(({ id }) => !ids.has(id))).toEqual([]);
    await again.stop();
  });
});
