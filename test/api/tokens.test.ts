import { sql } from "drizzle-orm";
import { exportSPKI, generateKeyPair } from "jose";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { forget } from "@/lib/once";
import { type CallAnswer, call, codeOf, createPerson, createTask, type Person, signToken } from "../api";
import { dumpTasks, execute } from "../database";
import { describeTarget, prepare, targets } from "../operations";
import { assembleToken, forgeToken, getTestKey, inSeconds } from "../tokens";

type Refusal = "unauthenticated" | "token_expired" | "token_invalid";

/** Bearer tokens that open nothing, and the code that says so. */
const refused: Record<string, [code: Refusal, make: (sub: string) => string | Promise<string>]> = {
  "exp a minute ago": ["token_expired", (sub) => forgeToken(sub, { claims: { exp: inSeconds(-60) } })],
  "exp 6 s ago": ["token_expired", (sub) => forgeToken(sub, { claims: { exp: inSeconds(-7) } })],
  "iat more than 15 minutes ago, whatever exp says": [
    "token_expired",
    (sub) => forgeToken(sub, { claims: { iat: inSeconds(-907), exp: inSeconds(3600) } }),
  ],
  "iat in the future": ["token_invalid", (sub) => forgeToken(sub, { claims: { iat: inSeconds(30) } })],
  "nbf in the future": ["token_invalid", (sub) => forgeToken(sub, { claims: { nbf: inSeconds(30) } })],
  "no iat": ["token_invalid", (sub) => forgeToken(sub, { claims: { iat: undefined } })],
  "no exp": ["token_invalid", (sub) => forgeToken(sub, { claims: { exp: undefined } })],
  "exp that is no number": ["token_invalid", (sub) => forgeToken(sub, { claims: { exp: "2999-01-01" } })],
  "another audience": ["token_invalid", (sub) => forgeToken(sub, { claims: { aud: "http://localhost:3001" } })],
  "no audience": ["token_invalid", (sub) => forgeToken(sub, { claims: { aud: undefined } })],
  "another issuer": ["token_invalid", (sub) => forgeToken(sub, { claims: { iss: "https://localhost:3000" } })],
  "no issuer": ["token_invalid", (sub) => forgeToken(sub, { claims: { iss: undefined } })],
  "no sub": ["token_invalid", () => forgeToken(undefined)],
  "an empty sub": ["token_invalid", () => forgeToken("")],
  "sub that is no UUID": ["token_invalid", () => forgeToken("' or 1=1 --")],
  "sub that is a list": ["token_invalid", (sub) => forgeToken(undefined, { claims: { sub: [sub] } })],
  "an unknown kid": ["token_invalid", (sub) => forgeToken(sub, { header: { kid: "unknown" } })],
  "a kid of the language": ["token_invalid", (sub) => forgeToken(sub, { header: { kid: "__proto__" } })],
  "no kid": ["token_invalid", (sub) => forgeToken(sub, { header: { kid: undefined } })],
  "a kid that is no string": ["token_invalid", (sub) => forgeToken(sub, { header: { kid: 1 } })],
  "another key under a known kid": [
    "token_invalid",
    async (sub) => forgeToken(sub, { key: (await generateKeyPair("EdDSA")).privateKey }),
  ],
  "another key that it brings along": [
    "token_invalid",
    async (sub) => {
      const { privateKey } = await generateKeyPair("EdDSA");
      const { publicJwk } = await getTestKey();
      return forgeToken(sub, { key: privateKey, header: { jwk: publicJwk, jku: "http://localhost/keys" } });
    },
  ],
  "an RS256 key under a known kid": [
    "token_invalid",
    async (sub) => forgeToken(sub, { key: (await generateKeyPair("RS256")).privateKey, header: { alg: "RS256" } }),
  ],
  "alg none": [
    "token_invalid",
    async (sub) => assembleToken({ alg: "none", kid: (await getTestKey()).kid }, claims(sub)),
  ],
  "alg None, with a signature": [
    "token_invalid",
    async (sub) => assembleToken({ alg: "None", kid: (await getTestKey()).kid }, claims(sub), "AAAA"),
  ],
  "HS256 with the public key's bytes as secret": [
    "token_invalid",
    async (sub) => forgeHs256(sub, Buffer.from((await getTestKey()).publicJwk.x ?? "", "base64url")),
  ],
  "HS256 with the public JWK as secret": [
    "token_invalid",
    async (sub) => forgeHs256(sub, Buffer.from(JSON.stringify((await getTestKey()).publicJwk))),
  ],
  "HS256 with the public PEM as secret": [
    "token_invalid",
    async (sub) => forgeHs256(sub, Buffer.from(await exportSPKI((await getTestKey()).publicKey))),
  ],
  "a true signature over another payload": [
    "token_invalid",
    async (sub) => {
      const [header, , signature] = (await forgeToken("0199d3a0-0000-4000-8000-000000000000")).split(".");
      return `${header}.${Buffer.from(JSON.stringify(claims(sub))).toString("base64url")}.${signature}`;
    },
  ],
  "a changed last character": [
    "token_invalid",
    async (sub) => (await forgeToken(sub)).replace(/.$/, (last) => (last === "A" ? "Q" : "A")),
  ],
  "no signature": ["token_invalid", async (sub) => (await forgeToken(sub)).replace(/[^.]+$/, "")],
  "a crit that nobody knows": [
    "token_invalid",
    async (sub) =>
      assembleToken({ alg: "EdDSA", kid: (await getTestKey()).kid, crit: ["b64"], b64: false }, claims(sub), "AAAA"),
  ],
  "two parts": ["token_invalid", () => "e30.e30"],
  "five parts": ["token_invalid", () => "e30.e30.e30.e30.e30"],
  "JSON that is no object": ["token_invalid", () => "bnVsbA.bnVsbA.bnVsbA"],
  "no JSON": ["token_invalid", () => "a.b.c"],
  "one word": ["token_invalid", () => "secret"],
  dots: ["token_invalid", () => ".."],
  "a long word": ["token_invalid", () => "x".repeat(8000)],
};

const claims = (sub: string) => ({
  sub,
  iss: "http://localhost:3000",
  aud: "http://localhost:3000",
  iat: inSeconds(0),
  exp: inSeconds(900),
});

const forgeHs256 = (sub: string, secret: Uint8Array) => forgeToken(sub, { key: secret, header: { alg: "HS256" } });

let person: Person;
let taskId: string;
beforeEach(async () => {
  person = await createPerson();
  ({ id: taskId } = await createTask(person));
});

/** Sends every operation with the headers, and expects the same refusal of all and that nothing has changed. */
async function expectRefusal(code: Refusal, headers: Record<string, string>): Promise<void> {
  const before = await dumpTasks();
  const answers: [string, number, string | undefined][] = [];
  for (const target of targets) {
    const { method, url, options } = prepare(target, { userId: person.id, taskId }, { headers });
    const answer: CallAnswer = await call(method, url, options);
    answers.push([describeTarget(target), answer.status, codeOf(answer)]);
  }
  expect(answers).toEqual(targets.map((target) => [describeTarget(target), 401, code]));
  expect(await dumpTasks()).toBe(before);
}

describe("every operation with a token that is not good", () => {
  it.each(Object.entries(refused))("401: %s", async (_, [code, make]) => {
    const token = await make(person.id);
    await expectRefusal(code, { authorization: `Bearer ${token}` });
  });

  it.each([
    ["no header", {}],
    ["an empty header", { authorization: "" }],
    ["an empty bearer", { authorization: "Bearer " }],
    ["Basic", { authorization: `Basic ${btoa("a:b")}` }],
    ["Digest", { authorization: "Digest x" }],
  ])("401 unauthenticated: %s", async (_, headers: Record<string, string>) => {
    await expectRefusal("unauthenticated", headers);
  });

  it("401 unauthenticated: a good token that is not in Authorization: Bearer", async () => {
    const token = await forgeToken(person.id);
    for (const headers of [
      { authorization: token },
      { authorization: `Token ${token}` },
      { authorization: `Bearer: ${token}` },
      { "x-access-token": token },
      { cookie: `token=${token}; better-auth.session_token=${token}` },
    ])
      await expectRefusal("unauthenticated", headers as Record<string, string>);
    expect((await call("GET", `/api/tasks?access_token=${token}`)).status).toBe(401);
  });

  it("401: a session cookie or session token alone", async () => {
    const credentials = { name: "Ada", email: `${person.id}@example.com`, password: "correct horse battery" };
    const headers = { "x-tend-client-address": "10.8.0.1" };
    const signedUp = await call("POST", "/api/auth/sign-up/email", { body: credentials, headers });
    const cookie = signedUp.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    expect(cookie).toContain("session_token=");
    const session = signedUp.headers.get("set-auth-token") ?? "";
    const issued = await call("GET", "/api/auth/token", { headers: { ...headers, cookie } });
    const { token } = issued.json as { token: string }; // by the contract
    expect((await call("GET", "/api/tasks", { token })).status).toBe(200);
    await expectRefusal("unauthenticated", { cookie });
    await expectRefusal("token_invalid", { cookie, authorization: `Bearer ${session}` });
  });

  it("401 token_invalid: a token whose user is gone, reads and writes, remembered or not", async () => {
    const bystander = await createPerson();
    await createTask(bystander);
    expect((await person.call("GET", "/api/tasks")).status).toBe(200);
    await execute(sql`delete from "user" where id = ${person.id}`);
    await expectRefusal("token_invalid", { authorization: `Bearer ${person.token}` });
    forget("verified-tokens");
    await expectRefusal("token_invalid", { authorization: `Bearer ${person.token}` });
    for (const op of ["complete", "delete", "restore"]) {
      const body = { operations: [{ op, id: taskId }] };
      expect(codeOf(await person.call("POST", "/api/tasks/batch", { body }))).toBe("token_invalid");
    }
    const headers = { "idempotency-key": "key" };
    for (const path of ["/api/tasks", "/api/tasks/batch"]) {
      const body = path.endsWith("batch") ? { operations: [{ op: "create", task: { title: "x" } }] } : { title: "x" };
      expect(codeOf(await person.call("POST", path, { body, headers }))).toBe("token_invalid");
    }
    expect(codeOf(await person.call("DELETE", `/api/tasks/${taskId}?permanent=true`))).toBe("token_invalid");
  });
});

describe("a token that is good", () => {
  it.each<[string, (sub: string) => Promise<string>]>([
    ["Better Auth's", (sub) => signToken({ sub })],
    ["another key's of this deployment", (sub) => forgeToken(sub)],
    ["with more claims", (sub) => forgeToken(sub, { claims: { name: "Ada", scope: "all" } })],
    ["for several audiences", (sub) => forgeToken(sub, { claims: { aud: ["x", "http://localhost:3000"] } })],
    ["from a clock 4 s ahead", (sub) => forgeToken(sub, { claims: { iat: inSeconds(4) } })],
    ["1 s past its end", (sub) => forgeToken(sub, { claims: { exp: inSeconds(-1) } })],
    ["14 minutes old", (sub) => forgeToken(sub, { claims: { iat: inSeconds(-840), exp: inSeconds(60) } })],
  ])("200: %s", async (_, make) => {
    expect((await call("GET", "/api/tasks", { token: await make(person.id) })).status).toBe(200);
  });

  it.each(["bearer", "BEARER", "Bearer  "])("200: the scheme as %j", async (scheme) => {
    const headers = { authorization: `${scheme} ${person.token}` };
    expect((await call("GET", "/api/tasks", { headers })).status).toBe(200);
  });

  it("200: the cookie of another person beside it says nothing", async () => {
    const other = await createPerson();
    const headers = { cookie: `better-auth.session_token=${other.token}` };
    const answer = await person.call("GET", `/api/tasks/${taskId}`, { headers });
    expect(answer.status).toBe(200);
  });

  it("is not remembered past its end", async () => {
    const token = await forgeToken(person.id, { claims: { exp: inSeconds(10) } });
    expect((await call("GET", "/api/tasks", { token })).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 17_000 });
    try {
      expect(codeOf(await call("GET", "/api/tasks", { token }))).toBe("token_expired");
    } finally {
      vi.useRealTimers();
    }
  });
});
