import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTiming } from "../contract";
import { type Postgres, startPostgres } from "../postgres";
import { readRequestLines, requestLineKeys } from "../request-log";
import { type Account, launchNext, launchTend, signUp, type Tend } from "../tend";

const canary = "canary-77c0de";
const taskId = "01a1f871-11cb-76b9-84a9-cc39c3cd6221";

type Call = { method?: string; target: string; headers?: Record<string, string>; body?: unknown; anonymous?: true };
/** What its line says; undefined is any number. */
type Line = [route: string, status: number, statements?: number];

const signIn: Call = {
  method: "POST",
  target: "/api/auth/sign-in/email",
  body: { email: `${canary}@example.com`, password: `${canary} password` },
  anonymous: true,
};

const calls: [call: Call, line: Line][] = [
  [{ target: "/api/tasks" }, ["/api/tasks", 200, 1]],
  [{ target: `/api/tasks?q=${canary}` }, ["/api/tasks", 200, 1]],
  [{ target: `/api/tasks?${canary}=${canary}` }, ["/api/tasks", 422, 0]],
  [{ method: "POST", target: "/api/tasks", body: { title: canary, description: canary } }, ["/api/tasks", 201, 1]],
  [{ method: "POST", target: "/api/tasks", body: { title: canary, id: taskId } }, ["/api/tasks", 409, 1]],
  [{ target: "/api/tasks", headers: { authorization: `Bearer ${canary}` } }, ["/api/tasks", 401, 0]],
  [{ target: "/api/tasks", headers: { cookie: `${canary}=${canary}` }, anonymous: true }, ["/api/tasks", 401, 0]],
  [{ target: `/api/tasks/${canary}` }, ["/api/tasks/{taskId}", 404, 0]],
  [{ target: `/api/tasks/${taskId.replace("01", "02")}` }, ["/api/tasks/{taskId}", 404, 1]],
  [
    { method: "DELETE", target: `/api/tasks/${taskId}`, headers: { "if-match": '"1000"' } },
    ["/api/tasks/{taskId}", 412, 1],
  ],
  [{ target: `/api/${canary}/tasks` }, ["/api/{userId}/tasks", 403, 0]],
  [{ method: "OPTIONS", target: `/api/tasks/${canary}/complete` }, ["/api/tasks/{taskId}/complete", 204, 0]],
  [{ target: `/api/nowhere/${canary}?${canary}` }, ["/api/{path}", 404, 0]],
  [{ target: `/api/auth/reset-password/${canary}` }, ["/api/auth/{path}", 404, 0]],
  [signIn, ["/api/auth/sign-in/email", 401]],
  [{ target: "/api/auth/get-session", headers: { cookie: canary } }, ["/api/auth/get-session", 200]],
  [{ target: "/api/sweep", headers: { authorization: `Bearer ${canary}` } }, ["/api/sweep", 404, 0]],
  [{ target: "/api/health", headers: { referer: `http://${canary}`, "user-agent": canary } }, ["/api/health", 200, 0]],
  [{ target: "/api/ready" }, ["/api/ready", 200, 1]],
];
const whenBroken: typeof calls = [[{ target: `/api/tasks?q=${canary}` }, ["/api/tasks", 500, 1]]];
const whenGone: typeof calls = [
  [{ target: `/api/tasks?q=${canary}` }, ["/api/tasks", 503, 1]],
  [signIn, ["/api/auth/sign-in/email", 503]],
  [{ target: "/api/ready" }, ["/api/ready", 503, 1]],
];

let postgres: Postgres;
let person: Account;
const doors: Record<string, Tend> = {};
const pages: number[] = [];
const answers: Record<string, { requestId: string; expected: Line; call: Call; status: number; timing: string }[]> = {};

/** Makes pages and the middleware fail with what was typed in the message; a parameter of the address says which. */
const failing = `data:text/javascript,${encodeURIComponent(`
  const typed = "${canary.slice(0, 6)}" + "${canary.slice(6)}";
  const fail = () => { throw new Error(typed + "\\n    at " + typed + " (file.js:1:1)"); };
  const { set } = Headers.prototype;
  Headers.prototype.set = function (name, value) {
    return String(value).includes("fail-middleware") ? fail() : set.call(this, name, value);
  };
  const { get } = URLSearchParams.prototype;
  URLSearchParams.prototype.get = function (name) {
    return this.has("fail-page") ? fail() : get.call(this, name);
  };
`)}`;

/** Asks both doors for pages, and returns their statuses. */
async function openPages(paths: string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const { origin } of Object.values(doors)) {
    for (const path of paths) {
      const answer = await fetch(origin + path, { headers: { cookie: person.cookie }, redirect: "manual" });
      await answer.arrayBuffer();
      statuses.push(answer.status);
    }
  }
  return statuses;
}

async function askBoth(requests: typeof calls): Promise<void> {
  for (const [name, door] of Object.entries(doors)) {
    const heard = answers[name] ?? [];
    answers[name] = heard;
    for (const [call, expected] of requests) {
      const requestId = `${name}-${heard.length}`;
      const { method = "GET", target, headers = {}, body, anonymous } = call;
      const answer = await fetch(`${door.origin}${target}`, {
        method,
        headers: {
          ...(anonymous ? {} : { authorization: `Bearer ${person.token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
          "x-request-id": requestId,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      await answer.arrayBuffer();
      const timing = answer.headers.get("server-timing") ?? "";
      heard.push({ requestId, expected, call, status: answer.status, timing });
    }
  }
}

beforeAll(async () => {
  postgres = await startPostgres();
  const env = {
    DATABASE_URL: await postgres.createDatabase("log"),
    BETTER_AUTH_SECRET: "a secret of the tests, 32 characters or more",
    APP_ORIGIN: "http://localhost:4000",
    NODE_OPTIONS: `--import=${failing}`,
  };
  doors.ours = await launchTend(env);
  doors.next = await launchNext(env);
  person = await signUp(doors.ours.origin, { email: `${canary}-2@example.com`, name: canary });
  const body = JSON.stringify({ title: canary, id: taskId });
  const headers = { authorization: `Bearer ${person.token}`, "content-type": "application/json" };
  // The first call of a process reads the keys; it is no part of what is counted.
  await fetch(`${doors.ours.origin}/api/tasks`, { method: "POST", headers, body });
  await fetch(`${doors.next.origin}/api/tasks`, { headers });
  await askBoth(calls);
  pages.push(...(await openPages(["/search?q=a&fail-page=", "/sign-in?fail-middleware"])));
  const client = new Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  await client.query("alter table task rename to task_away");
  await client.end();
  await askBoth(whenBroken);
  pages.push(...(await openPages([`/search?q=${canary}`])));
  await postgres.stop({ keepData: true });
  await askBoth(whenGone);
  pages.push(...(await openPages([`/search?q=${canary}`, "/sign-in"])));
  await Promise.all(Object.values(doors).map((door) => door.stop()));
});
afterAll(() => postgres.stop());

describe.each(["ours", "next"])("behind the front door %s", (name) => {
  it("every request is one line, with these fields and no other", () => {
    const lines = readRequestLines(doors[name]?.output() ?? "");
    for (const { requestId, expected, call, status } of answers[name] ?? []) {
      const [route, expectedStatus, statements = expect.any(Number)] = expected;
      expect([call, status]).toEqual([call, expectedStatus]);
      const own = lines.filter((line) => line.requestId === requestId);
      const method = call.method ?? "GET";
      expect(own).toEqual([
        {
          ...{ level: 30, time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), requestId, route, method, status },
          ...{ durationMs: expect.any(Number), statements, msg: "request" },
        },
      ]);
      expect(own.map(Object.keys)).toEqual([requestLineKeys]);
    }
    expect(answers[name]).toHaveLength(calls.length + whenBroken.length + whenGone.length);
  });

  it("nothing of what a caller wrote is printed: no title, path, query, token, cookie or e-mail", () => {
    const output = doors[name]?.output() ?? "";
    const secrets = [person.token, person.session, person.cookie.split("=")[1] ?? ""];
    for (const secret of [canary, taskId, ...secrets]) expect(output).not.toContain(secret);
  });

  it("an error of a page is a line of ours, and nothing of what it says is printed", () => {
    expect(pages).toEqual(Array(pages.length).fill(500));
    const output = doors[name]?.output() ?? "";
    expect(output).not.toMatch(/^\s+at /m);
    for (const said of ["database failed", "database unavailable", "can't be read"]) expect(output).not.toContain(said);
    const lines = output.split("\n").filter((line) => line.startsWith("{"));
    const errors = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "page");
    expect(new Set(errors.map(({ error }) => error.name))).toEqual(new Set(["Error", "DatabaseError"]));
    expect(errors.length).toBeGreaterThanOrEqual(3);
  });

  it("Server-Timing says what took the time, but not at /api/auth, where it would say which accounts there are", () => {
    for (const { call, timing } of answers[name] ?? []) {
      const isRight = call.target.startsWith("/api/auth/") ? timing === "" : isTiming(timing);
      expect([call.target, timing, isRight]).toEqual([call.target, timing, true]);
    }
  });
});
