import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { forget } from "@/lib/once";
import { getToken, newAddress, password, post, signUp } from "../accounts";
import { call, codeOf } from "../api";
import { execute } from "../database";
import { recordStatements } from "../statements";

const tokenOf = (answer: { json: unknown }) => String(Object(answer.json).token);

describe("an account", () => {
  it("signs up and gets a session cookie that scripts can't read, and a session token for other clients", async () => {
    const account = { name: "Ada", email: `${randomUUID()}@example.com`, password };
    const { headers } = await post("/sign-up/email", account);
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/^better-auth\.session_token=[^;]+;/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(headers.get("set-auth-token")).toContain(".");
  });

  it("has a uuid, and its password is not kept as it was typed", async () => {
    const { email } = await signUp();
    const [row] = await execute(
      sql`select u.id, a.password from "user" u join account a on a.user_id = u.id where u.email = ${email}`,
    );
    expect(row?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(String(row?.password)).not.toContain(password);
  });

  it("is told the same for an unknown e-mail and a wrong password", async () => {
    const { email } = await signUp();
    const wrong = await post("/sign-in/email", { email, password: "not the password" });
    const unknown = await post("/sign-in/email", { email: "nobody@example.com", password });
    expect([wrong.status, wrong.text]).toEqual([unknown.status, unknown.text]);
    expect(wrong.status).toBe(401);
  });

  it("422: a name without bounds, and text that the database can't store", async () => {
    for (const name of ["", " ", "x".repeat(101), "two\nlines", "\u200b\u3164"]) {
      const answer = await post("/sign-up/email", { name, email: `${randomUUID()}@example.com`, password });
      expect([answer.status, codeOf(answer)]).toEqual([422, "validation_failed"]);
    }
    for (const bad of ["a\0b", "a\ud800b"]) {
      expect((await post("/sign-in/email", { email: bad, password })).status).toBe(422);
      expect((await post("/sign-in/email", { email: "a@example.com", password: { nested: [bad] } })).status).toBe(422);
    }
  });

  it("413: a body past 64 KiB", async () => {
    const answer = await post("/sign-in/email", { email: "a@example.com", password: "x".repeat(65_536) });
    expect([answer.status, codeOf(answer), answer.headers.get("connection")]).toEqual([413, "too_large", "close"]);
  });

  it("415, 422: what Better Auth would take and the contract does not know", async () => {
    const account = { name: "Ada", email: `${randomUUID()}@example.com`, password };
    const form = {
      raw: `name=${"x".repeat(5000)}&email=f@example.com&password=${password}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    expect(codeOf(await post("/sign-up/email", undefined, form))).toBe("unsupported_media_type");
    expect(codeOf(await post("/sign-up/email", { ...account, image: "javascript:alert(1)" }))).toBe(
      "validation_failed",
    );
    expect(codeOf(await post("/sign-up/email", { ...account, email: `${"x".repeat(6000)}@example.com` }))).toBe(
      "validation_failed",
    );
  });

  it("404 and 405: no call of Better Auth's is open but those that are meant to be, and none is counted or kept", async () => {
    const token = (await signUp()).session;
    const closed = [
      "/no-such-path",
      "/list-sessions",
      "/verify-password",
      "/update-user",
      "/delete-user",
      "/error",
      "/ok",
      "/sign-in/%65mail",
      "/%74oken",
      "/x/../../aaaa/token",
      `/${"x".repeat(6000)}`,
    ];
    await execute(sql`delete from rate_limit`);
    for (const path of closed) {
      for (const method of ["GET", "POST"]) {
        const answer = await call(method, `/api/auth${path}`, {
          token,
          headers: { "x-tend-client-address": newAddress() },
        });
        expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, "not_found"]);
      }
    }
    const wrong = await call("DELETE", "/api/auth/token", { token });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
    expect(await execute(sql`select key from rate_limit`)).toEqual([]);
  });

  it("is not locked out by a sign-up that the database left half done", async () => {
    const { email } = await signUp();
    const again = () => post("/sign-up/email", { name: "Ada", email, password });
    expect((await again()).status).toBe(422);
    await execute(sql`delete from account where user_id = (select id from "user" where email = ${email})`);
    await execute(sql`update "user" set created_at = now() - interval '2 minutes' where email = ${email}`);
    expect((await again()).status).toBe(200);
  });

  it("has no half-made user looked for unless its e-mail is taken, and never past the limit", async () => {
    const headers = { "x-tend-client-address": newAddress() };
    const account = { name: "Ada", email: `${randomUUID()}@example.com`, password };
    const attempt = async () => {
      let status = 0;
      const { statements } = await recordStatements(async () => {
        ({ status } = await post("/sign-up/email", account, { headers }));
      });
      return [status, statements.filter(({ text }) => text.startsWith('delete from "user"')).length];
    };
    const attempts = [];
    for (let count = 0; count < 4; count++) attempts.push(await attempt());
    expect(attempts).toEqual([
      [200, 0],
      [422, 1],
      [422, 1],
      [429, 0],
    ]);
  });
});

describe("a session", () => {
  it("gives a JWT for its cookie, and for its signed token as bearer", async () => {
    const { cookie, session } = await signUp();
    const headers = { cookie, "x-tend-client-address": newAddress() };
    expect((await call("GET", "/api/auth/token", { headers })).status).toBe(200);
    expect((await getToken(session)).status).toBe(200);
  });

  it("401: a raw token, as it stands in the session table, signs nobody in", async () => {
    const { email, session } = await signUp();
    const [row] = await execute(
      sql`select s.token from session s join "user" u on u.id = s.user_id where u.email = ${email}`,
    );
    expect(session.startsWith(String(row?.token))).toBe(true);
    expect((await getToken(String(row?.token))).status).toBe(401);
    expect((await getToken(`${row?.token}.${"A".repeat(43)}`)).status).toBe(401);
  });

  it("ends with sign-out", async () => {
    const { session } = await signUp();
    expect((await post("/sign-out", {}, { token: session })).status).toBe(200);
    expect((await getToken(session)).status).toBe(401);
  });
});

describe("a JWT", () => {
  it("is EdDSA, lives 15 minutes, and carries sub, iss, aud, iat and exp and nothing else", async () => {
    const { email, session } = await signUp();
    const token = tokenOf(await getToken(session));
    const [row] = await execute(sql`select id from "user" where email = ${email}`);
    const { iat = 0, ...claims } = decodeJwt(token);
    expect(decodeProtectedHeader(token)).toEqual({ alg: "EdDSA", kid: expect.any(String) });
    expect(claims).toEqual({
      sub: row?.id,
      iss: "http://localhost:3000",
      aud: "http://localhost:3000",
      exp: iat + 900,
    });
  });

  it("opens the task API, and its key is published without the private half", async () => {
    const { session } = await signUp();
    const token = tokenOf(await getToken(session));
    expect((await call("GET", "/api/tasks", { token })).status).toBe(200);
    const jwks = await call("GET", "/api/auth/jwks", { headers: { "x-tend-client-address": newAddress() } });
    expect(Object(jwks.json).keys).toContainEqual({
      alg: "EdDSA",
      crv: "Ed25519",
      kty: "OKP",
      x: expect.any(String),
      kid: decodeProtectedHeader(token).kid,
    });
    expect(jwks.text).not.toContain('"d"');
  });

  it("is signed with one key, however many first tokens are asked for at once", async () => {
    const sessions = await Promise.all(Array.from({ length: 8 }, signUp));
    await execute(sql`delete from jwks`);
    forget("keyring");
    const tokens = (await Promise.all(sessions.map(({ session }) => getToken(session)))).map(tokenOf);
    expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
    expect(await execute(sql`select id from jwks`)).toHaveLength(1);
    for (const token of tokens) expect((await call("GET", "/api/tasks", { token })).status).toBe(200);
  });

  it("is signed with a new key where the old ones are another secret's, and theirs are refused", async () => {
    const { session } = await signUp();
    const before = tokenOf(await getToken(session));
    await execute(sql`update jwks set secret_id = 'another secret', private_key = '"garbage"'`);
    for (const name of ["keyring", "verified-tokens"]) forget(name);
    const after = tokenOf(await getToken(session));
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    expect((await call("GET", "/api/tasks", { token: after })).status).toBe(200);
    expect(codeOf(await call("GET", "/api/tasks", { token: before }))).toBe("token_invalid");
    await execute(sql`delete from jwks where secret_id = 'another secret'`);
  });

  it("is signed with a new key when the old one expires, which is believed within its grace and then deleted", async () => {
    const { session } = await signUp();
    const first = tokenOf(await getToken(session));
    const { kid } = decodeProtectedHeader(first);
    await execute(sql`update jwks set expires_at = now() - interval '1 hour', period = period - 1`);
    const second = tokenOf(await getToken(session));
    expect(decodeProtectedHeader(second).kid).not.toBe(kid);
    for (const name of ["keyring", "verified-tokens"]) forget(name);
    for (const token of [first, second]) expect((await call("GET", "/api/tasks", { token })).status).toBe(200);

    await execute(sql`update jwks set expires_at = now() - interval '2 days', period = period - 1`);
    for (const name of ["keyring", "verified-tokens"]) forget(name);
    expect(codeOf(await call("GET", "/api/tasks", { token: first }))).toBe("token_invalid");
    await getToken(session);
    expect(await execute(sql`select id from jwks where id = ${String(kid)}::uuid`)).toEqual([]);
  });
});

describe("the limits", () => {
  it("429 with Retry-After: more sign-ins from one address than a person makes", async () => {
    const headers = { "x-tend-client-address": newAddress() };
    const attempt = () => post("/sign-in/email", { email: "nobody@example.com", password }, { headers });
    const answers = [];
    for (let index = 0; index < 6; index++) answers.push(await attempt());
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429, 429]);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await post("/sign-in/email", { email: "nobody@example.com", password })).status).toBe(401);
  });
});
