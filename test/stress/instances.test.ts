import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Balancer, startBalancer } from "../balancer";
import { type Postgres, startPostgres } from "../postgres";
import { type Account, callApi, findFreePort, launchTend, newAddress, signUp, sleep, type Tend } from "../tend";

let postgres: Postgres;
let env: Record<string, string>;
let ports: [string, string];
let first: Tend;
let second: Tend;
let balancer: Balancer;

beforeAll(async () => {
  postgres = await startPostgres();
  ports = [String(await findFreePort()), String(await findFreePort())];
  env = {
    DATABASE_URL: await postgres.createDatabase("shared"),
    BETTER_AUTH_SECRET: "a secret of the tests, 32 characters or more",
    APP_ORIGIN: "http://localhost:4000",
    DRAIN_SECONDS: "1",
  };
  // At once, as they come after an upgrade: one of them migrates.
  [first, second] = await Promise.all([launch(0), launch(1)]);
  balancer = await startBalancer([first.origin, second.origin]);
});
afterAll(async () => {
  await balancer?.close();
  await Promise.all([first?.stop("SIGINT"), second?.stop("SIGINT")]);
  await postgres?.stop();
});

const launch = (index: 0 | 1) => launchTend({ ...env, PORT: ports[index] });

describe("two instances on one database", () => {
  it("know the same people: who signs in at one is signed in at the other, and signed out of both", async () => {
    const { session, cookie } = await signUp(first.origin);
    const headers = { authorization: `Bearer ${session}` };
    const sessionAt = async ({ origin }: Tend) =>
      (await fetch(`${origin}/api/auth/get-session`, { headers: { cookie, "x-forwarded-for": newAddress() } })).json();
    expect((await sessionAt(second)).user.id).toBe((await sessionAt(first)).user.id);
    const page = await fetch(`${second.origin}/today`, { headers: { cookie }, redirect: "manual" });
    expect(page.status).toBe(200);
    const body = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: "{}" };
    expect((await fetch(`${second.origin}/api/auth/sign-out`, body)).status).toBe(200);
    expect(await sessionAt(first)).toBeNull();
  });

  it("sign with the same keys: a token of either is good at both", async () => {
    const people = await Promise.all([first, second].map(({ origin }) => signUp(origin)));
    const keysAt = async ({ origin }: Tend) => (await fetch(`${origin}/api/auth/jwks`)).json();
    const { keys } = await keysAt(first);
    expect(keys).toHaveLength(1);
    expect(await keysAt(second)).toEqual({ keys });
    for (const { token } of people) {
      const answers = await Promise.all([first, second].map((tend) => callApi(tend, token, "GET", "/api/tasks")));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
  });

  it("make one task of the same Idempotency-Key, sent to both at once", async () => {
    const { token } = await signUp(balancer.origin);
    const create = ({ origin }: Tend, key: string) =>
      fetch(`${origin}/api/tasks`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify({ title: "Once" }),
      });
    const keys = Array.from({ length: 10 }, () => crypto.randomUUID());
    const pairs = await Promise.all(
      keys.map(async (key) => {
        const answers = await Promise.all([create(first, key), create(second, key)]);
        const [one, other] = await Promise.all(answers.map((answer) => answer.json()));
        expect(answers.map(({ status }) => status)).toEqual([201, 201]);
        return [one.id, other.id];
      }),
    );
    expect(pairs.filter(([one, other]) => one !== other)).toEqual([]);
    const { items } = await (await callApi(second, token, "GET", "/api/tasks?limit=100")).json();
    expect(items).toHaveLength(keys.length);
  });

  it("count an address's sign-ins together", async () => {
    const attempt = ({ origin }: Tend, address: string) =>
      fetch(`${origin}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": address },
        body: JSON.stringify({ email: "nobody@example.com", password: "not the password" }),
      });
    /** How many attempts are let in before the first that is not. */
    async function countAllowed(turns: readonly Tend[]): Promise<number> {
      const address = newAddress();
      for (let count = 0; ; count++) {
        const tend = turns[count % turns.length];
        if (!tend || (await attempt(tend, address)).status === 429) return count;
      }
    }
    const alone = await countAllowed([first]);
    expect(alone).toBeGreaterThan(0);
    expect(await countAllowed([first, second])).toBe(alone);
  });
});

/** Reads, writes and opens pages through the balancer until told to stop; returns what was not answered with success. */
function keepAsking(people: readonly Account[]) {
  const failures: string[] = [];
  const count = { answered: 0, created: 0 };
  let isOver = false;
  async function ask(person: Account): Promise<void> {
    for (let turn = 0; !isOver; turn++) {
      const isWrite = turn % 2 === 0;
      const headers = { authorization: `Bearer ${person.token}`, "content-type": "application/json" };
      const answer = await (isWrite
        ? fetch(`${balancer.origin}/api/tasks`, { method: "POST", headers, body: JSON.stringify({ title: `${turn}` }) })
        : turn % 25 === 1
          ? fetch(`${balancer.origin}/today`, { headers: { cookie: person.cookie }, redirect: "manual" })
          : fetch(`${balancer.origin}/api/tasks?limit=1`, { headers })
      ).catch((error: unknown) => String(error));
      if (typeof answer === "string") failures.push(answer);
      else {
        const text = await answer.text().catch(String);
        if (answer.ok) count.answered++;
        else failures.push(`${answer.status} ${text.slice(0, 200)}`);
        if (answer.status === 201) count.created++;
      }
      await sleep(10);
    }
  }
  const running = Promise.all(people.map(ask));
  return {
    count,
    async stop() {
      isOver = true;
      await running;
      return failures;
    },
  };
}

describe("a restart of one instance after the other", () => {
  it("leaves no request without its answer, under load", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => signUp(balancer.origin)));
    const load = keepAsking(people);
    await sleep(500);
    expect(await first.stop()).toBe(0);
    first = await launch(0);
    await sleep(500);
    expect(await second.stop()).toBe(0);
    const before = balancer.counts();
    second = await launch(1);
    await sleep(500);
    expect(await load.stop()).toEqual([]);
    // Both were asked again afterwards, and nothing was done twice.
    expect(balancer.counts()[1]).toBeGreaterThan(before[1] ?? 0);
    expect(load.count.created).toBeGreaterThan(100);
    expect(await countTasks(people)).toBe(load.count.created);
  });

  it("is announced: not ready, while whoever still comes is answered and told to come no more this way", async () => {
    const { token } = await signUp(first.origin);
    const stopping = first.stop();
    await sleep(300);
    const ready = await fetch(`${first.origin}/api/ready`);
    expect([ready.status, ready.headers.get("retry-after")]).toEqual([503, "1"]);
    expect((await fetch(`${first.origin}/api/health`)).status).toBe(200);
    const answer = await callApi(first, token, "GET", "/api/tasks");
    expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
    expect(await stopping).toBe(0);
    first = await launch(0);
  });
});

async function countTasks(people: readonly Account[]): Promise<number> {
  let count = 0;
  for (const { token } of people) {
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = cursor && `&cursor=${cursor}`;
      const answer = await callApi(second, token, "GET", `/api/tasks?limit=200${query}`);
      const { items, nextCursor }: { items: unknown[]; nextCursor: string | null } = await answer.json();
      count += items.length;
      cursor = nextCursor;
    }
  }
  return count;
}
