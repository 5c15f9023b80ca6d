import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { sweep } from "@/db/sweep";
import { cookiesOf, getToken, newAddress, password, post, signUp } from "../accounts";
import { type CallAnswer, call, codeOf } from "../api";
import { execute } from "../database";
import { recordStatements } from "../statements";

const newEmail = () => `${randomUUID()}@example.com`;

describe("signing in over a session", () => {
  const countSessions = async (email: string) =>
    (await execute(sql`select s.id from session s join "user" u on u.id = s.user_id where u.email = ${email}`)).length;

  it.each(["its cookie", "its token", "both"])(
    "ends the one before, known by %s, as does signing up",
    async (proof) => {
      const toHeaders = ({ cookie, session }: { cookie: string; session: string }) => ({
        ...(proof !== "its token" && { cookie }),
        ...(proof !== "its cookie" && { authorization: `Bearer ${session}` }),
      });
      const [first, other] = [await signUp(), await signUp()];
      const again = await post("/sign-in/email", { email: first.email, password }, { headers: toHeaders(first) });
      expect([again.status, (await getToken(first.session)).status]).toEqual([200, 401]);
      expect(await countSessions(first.email)).toBe(1);
      const headers = toHeaders({ cookie: cookiesOf(again), session: again.headers.get("set-auth-token") ?? "" });
      const switched = await post("/sign-in/email", { email: other.email, password }, { headers });
      expect([switched.status, await countSessions(first.email), await countSessions(other.email)]).toEqual([
        200, 0, 2,
      ]);
      expect((await getToken(other.session)).status).toBe(200);
      await signUp({ headers: toHeaders(other) });
      expect((await getToken(other.session)).status).toBe(401);
    },
  );

  it("ends both where the cookie and the token are two people's", async () => {
    const [one, two, three] = [await signUp(), await signUp(), await signUp()];
    const headers = { cookie: one.cookie, authorization: `Bearer ${two.session}` };
    expect((await post("/sign-in/email", { email: three.email, password }, { headers })).status).toBe(200);
    expect([await countSessions(one.email), await countSessions(two.email)]).toEqual([0, 0]);
  });

  it("with a wrong password, or over somebody's forged cookie, ends none", async () => {
    const { email, cookie, session } = await signUp();
    const wrong = await post("/sign-in/email", { email, password: "not the password" }, { headers: { cookie } });
    expect([wrong.status, (await getToken(session)).status]).toEqual([401, 200]);
    const forged = cookie.replace(/(session_token=[^.]+\.)[^;]+/, `$1${"A".repeat(43)}%3D`);
    expect((await post("/sign-in/email", { email, password }, { headers: { cookie: forged } })).status).toBe(200);
    expect((await getToken(session)).status).toBe(200);
  });
});

describe("wrong passwords", () => {
  const tryWrong = (email: string, headers: Record<string, string> = {}) =>
    post("/sign-in/email", { email, password: "not the password" }, { headers });
  const tryManyTimes = (count: number, email: string, headers: Record<string, string> = {}) =>
    Promise.all(Array.from({ length: count }, () => tryWrong(email, headers)));
  /** As many wrong passwords as may be, without the time that it takes to judge them. */
  const fillUp = async (email: string, headers: Record<string, string> = {}) => {
    await tryWrong(email, headers);
    await execute(sql`update sign_in_failure set count = 10`);
  };
  const takeToken = (headers: Record<string, string>) =>
    call("GET", "/api/auth/token", { headers: { "x-tend-client-address": newAddress(), ...headers } });
  const statusesOf = (answers: CallAnswer[]) => answers.map(({ status }) => status).sort();
  const expectLimited = (answer: CallAnswer) => {
    const seconds = Number(answer.headers.get("retry-after"));
    expect([answer.status, codeOf(answer)]).toEqual([429, "rate_limited"]);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(900);
    expect(answer.headers.get("ratelimit")).toBe(`"failed sign-ins";r=0;t=${seconds}`);
    expect(answer.headers.get("ratelimit-policy")).toBe('"failed sign-ins";q=10;w=900');
  };

  it("429: of 60 at once from 60 addresses 10 are judged, whether or not there is such an account", async () => {
    for (const email of [(await signUp()).email, newEmail()]) {
      const answers = await tryManyTimes(60, email);
      expect(statusesOf(answers)).toEqual([...Array(10).fill(401), ...Array(50).fill(429)]);
      for (const answer of answers.filter(({ status }) => status === 429)) expectLimited(answer);
      // Not even the right one, by whomever, in whatever case the address is written.
      expectLimited(await post("/sign-in/email", { email: email.toUpperCase(), password }));
    }
  });

  it("ask the database the same, and are told the same, whether or not there is such an account", async () => {
    const seen: unknown[] = [];
    for (const email of [(await signUp()).email, newEmail()]) {
      const told: unknown[] = [];
      const { statements } = await recordStatements(async () => {
        for (let count = 0; count < 2; count++) {
          const { status, json } = await tryWrong(email);
          told.push([status, status === 401 && json]);
          await execute(sql`update sign_in_failure set count = 10`);
        }
      });
      seen.push({ told, asked: statements.map(({ text }) => text) });
    }
    expect(seen[1]).toEqual(seen[0]);
  });

  it("from elsewhere keep nobody out whose browser has signed in before, and who has no more tries than others", async () => {
    const { email, cookie } = await signUp();
    const again = await post("/sign-in/email", { email, password });
    await fillUp(email);
    for (const known of [cookie, cookiesOf(again)]) {
      const own = await post("/sign-in/email", { email, password }, { headers: { cookie: known } });
      expect(own.status).toBe(200);
    }
    expect(statusesOf(await tryManyTimes(12, email, { cookie }))).toEqual([...Array(10).fill(401), 429, 429]);
  });

  it("keep nobody out whose browser has a session from before it was known", async () => {
    const { email, cookie } = await signUp();
    const old = cookie.replace(/;? *tend\.known_browser=[^;]+/, "");
    const seen = await takeToken({ cookie: old });
    expect(seen.status).toBe(200);
    await fillUp(email);
    const own = await post("/sign-in/email", { email, password }, { headers: { cookie: cookiesOf(seen) } });
    expect(own.status).toBe(200);
    // However often the session is shown, it is one browser's, with one browser's tries.
    const known = cookiesOf(await takeToken({ cookie: cookiesOf(own).replace(/tend\.known_browser=[^;]+/, "") }));
    expect(statusesOf(await tryManyTimes(10, email, { cookie: known }))).toEqual(Array(10).fill(401));
    const shown = await takeToken({ cookie: cookiesOf(own).replace(/tend\.known_browser=[^;]+/, "") });
    expectLimited(await tryWrong(email, { cookie: cookiesOf(shown) }));
  });

  it.each<[who: string, change: (person: { cookie: string; session: string }) => Record<string, string>]>([
    ["a program's token", ({ session }) => ({ authorization: `Bearer ${session}` })],
    ["a browser that is known", ({ cookie }) => ({ cookie })],
    [
      "a browser that says it is one",
      ({ cookie }) => ({
        cookie: cookie.replace(/(known_browser=)[^;]+/, `$1${"A".repeat(22)}`),
      }),
    ],
    [
      "a page of another origin",
      ({ cookie }) => ({
        cookie: cookie.replace(/;? *tend\.known_browser=[^;]+/, ""),
        "sec-fetch-site": "cross-site",
      }),
    ],
  ])("to take a token as %s makes no browser known", async (_, change) => {
    const answer = await takeToken(change(await signUp()));
    expect([answer.status, answer.headers.getSetCookie().filter((cookie) => cookie.includes("known"))]).toEqual([
      200,
      [],
    ]);
  });

  it("in a browser that knows another account count as a stranger's; one of a family knows them all", async () => {
    const [one, two] = [await signUp(), await signUp()];
    for (const { email } of [one, two]) await fillUp(email);
    const attempt = (email: string, cookie: string) =>
      post("/sign-in/email", { email, password }, { headers: { cookie } });
    expectLimited(await attempt(two.email, one.cookie));
    const forged = one.cookie.replace(/(known_browser=)[^;]+/, `$1${"A".repeat(22)}.${"A".repeat(43)}`);
    expectLimited(await attempt(one.email, forged));
    const three = await signUp({ headers: { cookie: one.cookie } });
    await fillUp(three.email);
    expect((await attempt(one.email, three.cookie)).status).toBe(200);
    expect((await attempt(three.email, three.cookie)).status).toBe(200);
  });

  it("429: of one network, a /64 of IPv6 too, 10 are judged, whomever they are about", async () => {
    const addresses = {
      ipv4: () => "192.0.2.77",
      mapped: () => "::ffff:192.0.2.78",
      ipv6: (index: number) => `2001:db8:7:8:${index}::${index}`,
    };
    for (const address of Object.values(addresses)) {
      await fillUp(newEmail(), { "x-tend-client-address": address(1) });
      expectLimited(await tryWrong(newEmail(), { "x-tend-client-address": address(2) }));
    }
    expect((await tryWrong(newEmail(), { "x-tend-client-address": "2001:db8:7:9::1" })).status).toBe(401);
  });

  it("count neither where the password was right nor where nothing was judged", async () => {
    const { email } = await signUp();
    const address = newAddress();
    for (let count = 0; count < 3; count++) {
      expect((await post("/sign-in/email", { email, password })).status).toBe(200);
      expect((await tryWrong("no address")).status).toBe(400);
      expect((await tryWrong(email, { "x-tend-client-address": address })).status).toBe(401);
    }
    // Better Auth's own limit, of three in ten seconds.
    expect((await tryWrong(email, { "x-tend-client-address": address })).headers.has("ratelimit")).toBe(false);
    const counts = await execute(sql`select count from sign_in_failure where count > 0`);
    expect(counts.map(({ count }) => Number(count))).toEqual([3, 3]);
  });

  it("of a network that is refused add nothing to an account's", async () => {
    const headers = { "x-tend-client-address": newAddress() };
    await fillUp(newEmail(), headers);
    const { email } = await signUp();
    for (let count = 0; count < 12; count++) expectLimited(await tryWrong(email, headers));
    expect((await post("/sign-in/email", { email, password })).status).toBe(200);
  });

  it("of an account that is refused add nothing to a network's, however many come at once", async () => {
    const locked = newEmail();
    const { email } = await signUp();
    const office = { "x-tend-client-address": newAddress() };
    const countOf = async () =>
      (await execute(sql`select count from sign_in_failure where key like 'network:%'`)).map(({ count }) =>
        Number(count),
      );
    // All at once, before there is a row of the account's.
    await tryManyTimes(30, locked);
    expect((await countOf()).reduce((sum, count) => sum + count, 0)).toBe(10);
    const answers = await tryManyTimes(30, locked, office);
    for (const answer of answers) expectLimited(answer);
    expect((await post("/sign-in/email", { email, password }, { headers: office })).status).toBe(200);
    expect((await countOf()).reduce((sum, count) => sum + count, 0)).toBe(10);
  });

  it("are forgotten after 15 minutes, name nobody, and leave with what is old", async () => {
    const { email } = await signUp();
    await fillUp(email);
    expectLimited(await tryWrong(email));
    const rows = JSON.stringify(await execute(sql`select * from sign_in_failure`));
    expect(rows).not.toContain(email.split("@")[0]);
    expect(rows).not.toMatch(/10\.9\./);
    await execute(sql`update sign_in_failure set expires_at = expires_at - interval '15 minutes'`);
    expect((await tryWrong(email)).status).toBe(401);
    expect((await sweep(new Date(), 60_000)).signInFailures).toBeGreaterThan(0);
    expect(await execute(sql`select key from sign_in_failure`)).toHaveLength(2);
  });
});

it("the cookie that a browser is known by is nobody else's to read, and lives long", async () => {
  const { headers } = await post("/sign-up/email", { name: "Ada", email: newEmail(), password });
  const known = headers.getSetCookie().find((cookie) => cookie.startsWith("tend.known_browser="));
  expect(known).toMatch(/; Max-Age=34560000; Path=\/api\/auth; HttpOnly; SameSite=Strict$/);
  const failed = await call("POST", "/api/auth/sign-in/email", { body: { email: newEmail(), password } });
  expect(failed.headers.getSetCookie()).toEqual([]);
});
