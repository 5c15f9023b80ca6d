import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, requests } from "../parity";
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

describe("both front doors answer alike", () => {
  it.each(requests)("%s %s %s", async (...request) => {
    const [mine, theirs] = await Promise.all([ours, nexts].map(({ origin }) => ask(origin, person, request)));
    // Next redirects before our code, without the headers that ours has for callers of other origins.
    if (mine?.status === 308) expect(mine.headers.location).toBe(theirs?.headers.location);
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
