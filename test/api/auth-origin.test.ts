import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { authCalls } from "@/lib/contract/auth";
import { getToken, newAddress, password, post, signUp } from "../accounts";
import { type CallOptions, call, codeOf } from "../api";
import { execute } from "../database";

const own = "http://localhost:3000";
const posts = Object.keys(authCalls).filter((path) => authCalls[path]?.method === "POST");

/** What a browser says of who sends, for a page that is not ours. */
const foreign: Record<string, string>[] = [
  ...[
    "https://evil.example",
    "http://sub.localhost:3000",
    "http://localhost:3001",
    "https://localhost:3000",
    "null",
  ].map((origin) => ({ origin })),
  ...["cross-site", "same-site", "", "nonsense"].flatMap((site) => [
    { "sec-fetch-site": site },
    { "sec-fetch-site": site, origin: own },
    { "sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", origin: "null" },
  ]),
  { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
  { "sec-fetch-site": "same-origin", origin: "null" },
  { "sec-fetch-site": "none", origin: `${own}, https://evil.example` },
  { referer: "https://evil.example/page" },
  { referer: "about:blank" },
];

/** The bodies that a form or a script can send without asking first, and JSON. */
const bodies: Record<string, CallOptions> = {
  "no body": {},
  "an empty text": { raw: "", headers: { "content-type": "text/plain" } },
  text: { raw: "{}", headers: { "content-type": "text/plain" } },
  "a form": { raw: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } },
  "a form of parts": { raw: "--x--", headers: { "content-type": "multipart/form-data; boundary=x" } },
  "bytes without a type": { raw: new TextEncoder().encode("{}") },
  JSON: { body: {} },
};

const ours: Record<string, string>[] = [
  {},
  { "sec-fetch-mode": "cors" },
  { origin: own },
  { origin: own, "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "none" },
  { referer: `${own}/sign-in` },
];

it.each([...posts, "/token", "/nowhere"])(
  "403: a page of another origin posts to %s, and nothing happens",
  async (path) => {
    const { cookie, session } = await signUp();
    await execute(sql`delete from rate_limit`);
    for (const [name, body] of Object.entries(bodies)) {
      for (const from of foreign) {
        for (const also of [{}, { cookie }]) {
          const answer = await post(path, undefined, { ...body, headers: { ...body.headers, ...from, ...also } });
          expect([name, from, answer.status, codeOf(answer)]).toEqual([name, from, 403, "forbidden"]);
          expect(answer.headers.getSetCookie()).toEqual([]);
        }
      }
    }
    expect(await execute(sql`select key from rate_limit`)).toEqual([]);
    expect((await getToken(session)).status).toBe(200);
  },
);

it("a page of ours and a program sign in and out, with the cookie and without it", async () => {
  for (const headers of ours) {
    const { email, cookie } = await signUp({ headers });
    expect((await post("/sign-in/email", { email, password }, { headers })).status).toBe(200);
    expect((await post("/sign-in/email", { email, password }, { headers: { ...headers, cookie } })).status).toBe(200);
    for (const options of [{}, { body: {} }, { raw: "" }]) {
      const answer = await post("/sign-out", undefined, { ...options, headers: { ...headers, cookie } });
      expect([headers, answer.status]).toEqual([headers, 200]);
    }
  }
});

it.each(posts)("415: a body that is not JSON, by whomever: %s", async (path) => {
  for (const name of ["text", "a form", "a form of parts", "bytes without a type"]) {
    for (const from of ours) {
      const answer = await post(path, undefined, { ...bodies[name], headers: { ...bodies[name]?.headers, ...from } });
      expect([name, answer.status, codeOf(answer)]).toEqual([name, 415, "unsupported_media_type"]);
    }
  }
});

it("what is only read is read from anywhere", async () => {
  const { session } = await signUp();
  for (const from of foreign) {
    const headers = { ...from, "x-tend-client-address": newAddress(), "x-request-id": randomUUID() };
    expect((await call("GET", "/api/auth/token", { token: session, headers })).status).toBe(200);
  }
});
