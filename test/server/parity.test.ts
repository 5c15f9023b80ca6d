import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Postgres, startPostgres } from "../postgres";
import { type Account, launchNext, launchTend, signUp, type Tend } from "../tend";

let postgres: Postgres;
let ours: Tend;
let nexts: Tend;
let person: Account;

beforeAll(async () => {
  postgres = await startPostgres();
  const env = {
    DATABASE_URL: await postgres.createDatabase("parity"),
    BETTER_AUTH_SECRET: "a secret of the tests, 32 characters or more",
    APP_ORIGIN: "http://localhost:4000",
    API_RATE_LIMIT: "0",
  };
  ours = await launchTend(env);
  nexts = await launchNext(env);
  person = await signUp(ours.origin);
});

afterAll(async () => {
  await nexts.stop();
  await ours.stop();
  await postgres.stop();
});

const id = "01a1f871-11cb-76b9-84a9-cc39c3cd6221";

/** Requests whose answers must not depend on the door: method and target, with a token unless it says otherwise. */
const requests: [method: string, target: string, anonymous?: "anonymous"][] = [
  ...(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const).flatMap((method): [string, string][] => [
    [method, "/api/tasks"],
    [method, `/api/tasks/${id}`],
    [method, `/api/tasks/${id}/complete`],
    [method, `/api/tasks/${id}/restore`],
    [method, "/api/tasks/batch"],
    [method, "/api/tasks/quick"],
    [method, "/api/tasks/changes?since=0"],
    [method, "/api/nowhere"],
    [method, "/api/health"],
    [method, "/api/openapi.json"],
    [method, `/api/${id}/tasks`],
  ]),
  ["GET", "/api/tasks", "anonymous"],
  ["GET", "/api/ready", "anonymous"],
  ["GET", "/api/tasks/"],
  ["GET", "/api/tasks/?limit=1"],
  ["GET", "/api//tasks"],
  ["GET", "/api/tasks//changes?since=0"],
  ["GET", "/api/tasks/%74asks"],
  ["GET", "/api/tasks/tasks"],
  ["GET", "/api/tasks/tasks/complete"],
  ["PATCH", "/api/tasks/tasks/complete"],
  ["GET", "/api/tasks/tasks/tasks"],
  ["GET", `/api/tasks/${id}%20`],
  ["GET", "/api/tasks/a%2Fb"],
  ["GET", "/api/tasks/a%2Fb/complete"],
  ["GET", "/api/tasks/%C3%A9"],
  ["GET", "/api/tasks/changes/"],
  ["GET", "/api/tasks/changes/more"],
  ["GET", "/api/tasks?limit=1&limit=2"],
  ["GET", "/api/tasks?q=%C3%A9+%20"],
  ["GET", "/api/"],
  ["GET", "/api/auth/get-session"],
  ["OPTIONS", "/api/auth/token"],
  ["GET", "/api/auth/nowhere"],
  ["GET", "/api/auth/jwks"],
  ["GET", "/api/auth/%74oken"],
  ["POST", "/api/auth/sign-in/%65mail"],
  ["GET", "/nowhere", "anonymous"],
];

async function ask(origin: string, method: string, target: string, isAnonymous: boolean) {
  const headers: Record<string, string> = { "x-request-id": "parity" };
  if (!isAnonymous) headers.authorization = `Bearer ${person.token}`;
  if (method === "POST" || method === "PUT" || method === "PATCH") headers["content-type"] = "application/json";
  const answer = await fetch(`${origin}${target}`, { method, headers, redirect: "manual" });
  const pick = [
    "allow",
    "content-type",
    "etag",
    "location",
    "cache-control",
    "www-authenticate",
    "x-request-id",
    "access-control-allow-origin",
  ];
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  const text = await answer.text();
  return {
    status: answer.status,
    headers: isPage ? {} : Object.fromEntries(pick.map((name) => [name, answer.headers.get(name)])),
    body: isPage || answer.status === 308 ? "" : text,
  };
}

describe("both front doors answer alike", () => {
  it.each(requests)("%s %s %s", async (method, target, anonymous) => {
    const isAnonymous = anonymous === "anonymous";
    const [mine, theirs] = await Promise.all([
      ask(ours.origin, method, target, isAnonymous),
      ask(nexts.origin, method, target, isAnonymous),
    ]);
    // Next redirects before our code, without the headers that ours has for callers of other origins.
    if (mine.status === 308) expect(mine.headers.location).toBe(theirs.headers.location);
    else expect(mine).toEqual(theirs);
  });
});

/** What stands under a path of its own, and its type. */
const files: [path: string, type: string][] = [
  ["/sw.js", "javascript"],
  ["/manifest.webmanifest", "application/manifest+json"],
  ["/icon.svg", "image/svg+xml"],
  ["/apple-icon.png", "image/png"],
  ["/icons/icon-192.png", "image/png"],
  ["/icons/icon-512.png", "image/png"],
  ["/icons/maskable-192.png", "image/png"],
  ["/icons/maskable-512.png", "image/png"],
  ["/landing/today-light.webp", "image/webp"],
];

describe("both front doors serve the files that a browser asks for by name", () => {
  it.each(files)("%s", async (path, type) => {
    const [mine, theirs] = await Promise.all([fetch(ours.origin + path), fetch(nexts.origin + path)]);
    for (const answer of [mine, theirs]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toContain(type);
      if (path === "/sw.js") expect(answer.headers.get("cache-control")).toBe("no-cache");
    }
    expect(Buffer.from(await mine.arrayBuffer()).equals(Buffer.from(await theirs.arrayBuffer()))).toBe(true);
  });

  it("a page carries every header of ours through both", async () => {
    for (const { origin } of [ours, nexts]) {
      const { headers } = await fetch(`${origin}/shell`, { headers: { "x-forwarded-proto": "https" } });
      expect(headers.get("strict-transport-security")).toBe("max-age=63072000");
      expect(headers.get("content-security-policy")).toContain("worker-src 'self'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
      expect(headers.get("permissions-policy")).toContain("geolocation=()");
    }
  });
});

describe("what Next answers without our code, ours answers in the one shape of errors", () => {
  it("/api itself is 404", async () => {
    const answer = await fetch(`${ours.origin}/api`);
    expect([answer.status, (await answer.json()).code]).toEqual([404, "not_found"]);
  });

  it("%ff in a path is 404", async () => {
    const answer = await fetch(`${ours.origin}/api/tasks/%ff`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    expect([answer.status, (await answer.json()).code]).toEqual([404, "not_found"]);
  });
});
