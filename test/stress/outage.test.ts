import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Postgres, startPostgres } from "../postgres";
import { type Account, callApi, launchTend, newAddress, signUp, sleep, type Tend } from "../tend";

let postgres: Postgres;
let tend: Tend;
let person: Account;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  const name = `outage_${Date.now()}`;
  tend = await launchTend({ DATABASE_URL: await postgres.createDatabase(name), DATABASE_POOL_MAX: "10" });
  person = await signUp(tend.origin);
});
afterEach(async () => {
  await postgres.resume();
  if (postgres.pid === undefined) await postgres.start();
  await tend.stop();
});

type Seen = { status: number; retryAfter: string | null; at: number; took: number };

/** Calls again and again, from `clients` at once, until told to stop. */
function keepCalling(clients: number) {
  let isOver = false;
  const seen: Seen[] = [];
  async function client(index: number) {
    for (let turn = 0; !isOver; turn++) {
      const startedAt = Date.now();
      const kind = (index + turn) % 3;
      const task = { title: `Task ${index} ${turn}` };
      const answer =
        kind === 0
          ? await callApi(tend, person.token, "POST", "/api/tasks", task)
          : kind === 1
            ? await callApi(tend, person.token, "POST", "/api/tasks/batch", { operations: [{ op: "create", task }] })
            : await callApi(tend, person.token, "GET", "/api/tasks");
      await answer.arrayBuffer();
      seen.push({
        status: answer.status,
        retryAfter: answer.headers.get("retry-after"),
        at: Date.now(),
        took: Date.now() - startedAt,
      });
      await sleep(5);
    }
  }
  const running = Array.from({ length: clients }, (_, index) => client(index));
  return {
    seen,
    async stop() {
      isOver = true;
      await Promise.all(running);
      return seen;
    },
  };
}

describe("a database that stops", () => {
  it("for 2 s under load: only success or 503 with Retry-After, and success within 1 s of its return", async () => {
    const load = keepCalling(8);
    await sleep(500);
    await postgres.stop({ keepData: true });
    await sleep(2000);
    await postgres.start();
    const returnedAt = Date.now();
    await sleep(2000);
    const seen = await load.stop();
    expect([...new Set(seen.map(({ status }) => status))].sort()).toEqual([200, 201, 503]);
    expect(seen.filter(({ status, retryAfter }) => status === 503 && retryAfter === null)).toEqual([]);
    const first = seen.find(({ status, at }) => status < 300 && at >= returnedAt);
    expect((first?.at ?? Number.POSITIVE_INFINITY) - returnedAt).toBeLessThan(1000);
    expect(seen.filter(({ status, at }) => status === 503 && at > returnedAt + 1000)).toEqual([]);
    expect(tend.output()).not.toContain("uncaughtException");
  });

  it("frozen: 503 within 5 s, and it goes on when the database does", async () => {
    await postgres.pause();
    const load = keepCalling(30);
    await sleep(6000);
    await postgres.resume();
    const seen = await load.stop();
    expect(seen.filter(({ status }) => status === 503).length).toBeGreaterThanOrEqual(20);
    expect(Math.max(...seen.filter(({ status }) => status === 503).map(({ took }) => took))).toBeLessThan(5000);
    expect((await callApi(tend, person.token, "GET", "/api/tasks")).status).toBe(200);
  });

  it("is not a sign-out: the token, sign-in and sign-out answer 503, and the page says so", async () => {
    await postgres.stop({ keepData: true });
    const { email, password, session, cookie } = person;
    const post = (path: string, body: object) =>
      fetch(`${tend.origin}/api/auth${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${session}`,
          "x-forwarded-for": newAddress(),
        },
        body: JSON.stringify(body),
      });
    const get = (path: string, headers: Record<string, string>) =>
      fetch(`${tend.origin}${path}`, { headers: { "x-forwarded-for": newAddress(), ...headers }, redirect: "manual" });
    const answers = {
      token: await get("/api/auth/token", { authorization: `Bearer ${session}` }),
      session: await get("/api/auth/get-session", { cookie }),
      signIn: await post("/sign-in/email", { email, password }),
      signOut: await post("/sign-out", {}),
      ready: await get("/api/ready", {}),
    };
    for (const [name, answer] of Object.entries(answers)) {
      expect([name, answer.status, answer.headers.has("retry-after"), answer.headers.get("set-cookie")]).toEqual([
        name,
        503,
        true,
        null,
      ]);
    }
    expect((await get("/api/health", {})).status).toBe(200);
    const page = await get("/today", { cookie });
    expect([page.status, page.headers.get("location")]).toEqual([500, null]);

    await postgres.start();
    await sleep(500);
    expect((await get("/api/auth/token", { authorization: `Bearer ${session}` })).status).toBe(200);
  });
});

describe("a pool of 10", () => {
  it("serves 200 concurrent writers of the same tasks without a deadlock", async () => {
    const tasks = await Promise.all(
      Array.from({ length: 5 }, async (_, index) =>
        (await callApi(tend, person.token, "POST", "/api/tasks", { title: `Task ${index}` })).json(),
      ),
    );
    async function write(index: number): Promise<number> {
      const operations = [0, 1, 2].map((offset) => ({
        op: "update",
        id: tasks[(index + offset) % 5].id,
        task: { title: `${index}` },
      }));
      const answer =
        index % 4 === 0
          ? await callApi(tend, person.token, "POST", "/api/tasks/batch", { operations })
          : await callApi(tend, person.token, "PATCH", `/api/tasks/${tasks[index % 5].id}`, { title: `${index}` });
      // A machine that is busy with other things may be too slow for all of them at once, and says so.
      return answer.status === 503 ? write(index) : answer.status;
    }
    const statuses = await Promise.all(Array.from({ length: 200 }, (_, index) => write(index)));
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(await countDeadlocks()).toBe(0);
  });
});

async function countDeadlocks(): Promise<number> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query("select sum(deadlocks)::int as deadlocks from pg_stat_database");
  await client.end();
  return rows[0].deadlocks;
}
