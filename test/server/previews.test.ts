import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Postgres, startPostgres } from "../postgres";
import { type Account, callApi, launchTend, newAddress, signUp, type Tend } from "../tend";

const shared = { VERCEL: "1", BETTER_AUTH_SECRET: "one secret that both environments have", APP_ORIGIN: "" };
const productionOrigin = "https://tend.example";
const previewOrigin = "https://tend-git-blue.vercel.app";
const previewAddress = "https://tend-def.vercel.app";

let postgres: Postgres;
let production: Tend;
let preview: Tend;
let person: Account;

/** Calls Better Auth as a browser at that origin does. Vercel says whose address it is in x-real-ip. */
function askAuth(tend: Tend, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  return fetch(`${tend.origin}/api/auth${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", "x-real-ip": newAddress(), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const signIn = (tend: Tend, origin: string) =>
  askAuth(tend, "/sign-in/email", { origin, cookie: "a=b" }, { email: person.email, password: person.password });

async function listKeys(tend: Tend): Promise<string[]> {
  const { keys } = await (await askAuth(tend, "/jwks", {})).json();
  return keys.map(({ kid }: { kid: string }) => kid);
}

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase("production");
  const main = {
    VERCEL_ENV: "production",
    VERCEL_PROJECT_PRODUCTION_URL: "tend.example",
    VERCEL_URL: "tend-abc.vercel.app",
  };
  const start = () => launchTend({ ...shared, ...main, DATABASE_URL: url });
  production = await start();
  person = await signUp(production.origin);
  await callApi(production, person.token, "POST", "/api/tasks", { title: "of production" });
  // Nobody may be connected to a database that is copied.
  await production.stop();
  const copy = await postgres.createDatabase("preview", "production");
  production = await start();
  preview = await launchTend({
    ...shared,
    VERCEL_ENV: "preview",
    VERCEL_URL: new URL(previewAddress).host,
    VERCEL_BRANCH_URL: new URL(previewOrigin).host,
    VERCEL_GIT_COMMIT_REF: "blue",
    DATABASE_URL: copy,
  });
});

afterAll(async () => {
  await Promise.all([production.stop(), preview.stop()]);
  await postgres.stop();
});

describe("a preview on a copy of production", () => {
  it("knows no session of production, signed or raw, and production still does", async () => {
    const [raw = ""] = decodeURIComponent(person.session).split(".");
    const name = person.cookie.split("=", 1)[0] ?? "";
    const shapes = [
      { authorization: `Bearer ${person.session}` },
      { authorization: `Bearer ${raw}` },
      { cookie: person.cookie },
      { cookie: `${name}=${raw}` },
    ];
    for (const headers of shapes) expect((await askAuth(preview, "/token", headers)).status).toBe(401);
    expect((await askAuth(production, "/token", { cookie: person.cookie })).status).toBe(200);
    const page = await fetch(`${preview.origin}/today`, { headers: { cookie: person.cookie }, redirect: "manual" });
    expect([page.status, page.headers.get("location")]).toEqual([307, expect.stringMatching(/\/sign-in$/)]);
  });

  it("lets the same person sign in, with a key of its own and the copied tasks", async () => {
    const answer = await signIn(preview, previewOrigin);
    expect(answer.status).toBe(200);
    const session = answer.headers.get("set-auth-token") ?? "";
    const { token } = await (await askAuth(preview, "/token", { authorization: `Bearer ${session}` })).json();
    const list = await callApi(preview, token, "GET", "/api/tasks");
    expect([list.status, (await list.json()).items]).toMatchObject([200, [{ title: "of production" }]]);
    // Each refuses the other's tokens, and shows its own keys alone.
    expect((await callApi(production, token, "GET", "/api/tasks")).status).toBe(401);
    expect((await callApi(preview, person.token, "GET", "/api/tasks")).status).toBe(401);
    expect((await callApi(production, person.token, "GET", "/api/tasks")).status).toBe(200);
    const [theirs, ours] = [await listKeys(production), await listKeys(preview)];
    expect([theirs.length, ours.length, theirs.some((id) => ours.includes(id))]).toEqual([1, 1, false]);
  });

  it("trusts its own addresses and no other deployment's", async () => {
    expect((await signIn(preview, previewAddress)).status).toBe(200);
    for (const origin of ["https://evil.vercel.app", "https://tend-git-red.vercel.app", productionOrigin]) {
      expect([origin, (await signIn(preview, origin)).status]).toEqual([origin, 403]);
    }
  });
});

describe("a forged host", () => {
  it("changes neither where a page leads nor whom a token is for", async () => {
    const forged = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http", forwarded: "host=evil.example" };
    const page = await fetch(`${production.origin}/today`, { headers: forged, redirect: "manual" });
    expect(page.headers.get("location")).not.toContain("evil");
    const answer = await askAuth(production, "/token", { ...forged, cookie: person.cookie });
    const [, payload = ""] = (await answer.json()).token.split(".");
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
      iss: productionOrigin,
      aud: productionOrigin,
    });
  });
});
