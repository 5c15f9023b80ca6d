import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Mishap, type NeonWire, startNeonWire } from "../neon-wire";
import { ask, requests } from "../parity";
import { runQuickstart } from "../quickstart";
import { type Account, callApi, launchTend, newAddress, signUp, type Tend } from "../tend";
import { listSecrets } from "./environment";
import { type Gateway, startGateway } from "./gateway";

const { builds, node24 } = inject("vercel");
// What is done with `//` is decided by Vercel's own proxy, before any build.
const ofBuilds = requests.filter(([, target]) => !target.includes("//"));

describe.each(builds)(
  "the functions of a build for $target, from its output alone",
  ({ output, variables, target }) => {
    let vercel: Gateway;
    let wire: NeonWire;
    let ours: Tend;
    let person: Account;

    beforeAll(async () => {
      wire = await startNeonWire(variables.NEON_HTTP_ENDPOINT ?? "");
      vercel = await startGateway({ output, node: node24, variables: { ...variables, NEON_HTTP_ENDPOINT: wire.url } });
      // The front door of `npm start`, as if it stood in the same place.
      ours = await launchTend({ ...variables, APP_ORIGIN: "" });
      const startedAt = Date.now();
      person = await signUp(vercel.origin);
      console.log(`${target}: from nothing to a token in ${Date.now() - startedAt} ms`);
    });
    afterAll(async () => {
      expect(listSecrets(variables).filter((secret) => vercel.printed().includes(secret))).toEqual([]);
      await Promise.all([vercel.stop(), ours.stop()]);
    });

    const signIn = () =>
      fetch(`${vercel.origin}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": newAddress() },
        body: JSON.stringify({ email: person.email, password: person.password }),
      });

    it("do what docs/api-quickstart.md says, command by command", async () => {
      await runQuickstart(vercel.origin);
    });

    it("name in their tokens the deployment that made them", () => {
      const [, payload = ""] = person.token.split(".");
      const host = target === "production" ? variables.VERCEL_PROJECT_PRODUCTION_URL : variables.VERCEL_BRANCH_URL;
      expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({ iss: `https://${host}` });
    });

    it.each(ofBuilds)("answer as the front door of `npm start` does: %s %s %s", async (...request) => {
      const [mine, theirs] = await Promise.all([ours, vercel].map(({ origin }) => ask(origin, person, request)));
      if (mine?.status === 308) expect(mine.headers.location).toBe(theirs?.headers.location);
      else expect(theirs).toEqual(mine);
    });

    it("show a page to who is signed in, under a policy whose nonce its scripts have", async () => {
      const page = await fetch(`${vercel.origin}/today`, { headers: { cookie: person.cookie } });
      const policy = page.headers.get("content-security-policy") ?? "";
      const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? [];
      const html = await page.text();
      expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(page.headers.get("cache-control")).toContain("no-store");
      expect(page.headers.get("strict-transport-security")).toBe("max-age=63072000");
      const scripts = html.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(3);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
      const [source = ""] = /\/_next\/static\/chunks\/[^"]+\.js/.exec(html) ?? [];
      const script = await fetch(vercel.origin + source);
      expect([script.status, script.headers.get("cache-control")]).toEqual([200, "public,max-age=31536000,immutable"]);
    });

    it("send who is not signed in to do so, and say of an unknown page that there is none", async () => {
      const page = await fetch(`${vercel.origin}/today?a=b`, { redirect: "manual" });
      expect([page.status, page.headers.get("location")]).toEqual([
        307,
        expect.stringMatching(/\/sign-in\?next=%2Ftoday%3Fa%3Db$/),
      ]);
      expect((await fetch(`${vercel.origin}/nowhere`)).status).toBe(404);
    });

    // Once is enough: it is 15 s.
    if (target === "production") {
      it("wait for a compute that takes 5 s to wake, and then do what they were asked", async () => {
        wire.plan({ kind: "pass", delayMs: 5000 });
        const answer = await callApi(vercel, person.token, "POST", "/api/tasks", { title: "Woken" });
        expect([answer.status, wire.requests()]).toEqual([201, 1]);
      });

      it("send again what Neon's proxy refuses while the compute wakes", async () => {
        const body = JSON.stringify({ message: "Couldn't connect to compute node", code: "XX000" });
        wire.plan(...Array<Mishap>(5).fill({ kind: "answer", status: 500, body }));
        const answer = await callApi(vercel, person.token, "POST", "/api/tasks", { title: "Woken" });
        expect([answer.status, wire.requests()]).toEqual([201, 6]);
      });

      it("answer 503 with Retry-After for a dead one, within what Vercel gives a function", async () => {
        wire.plan(...Array<Mishap>(99).fill({ kind: "hang" }));
        const startedAt = Date.now();
        const answers = await Promise.all([
          callApi(vercel, person.token, "GET", "/api/tasks"),
          callApi(vercel, person.token, "POST", "/api/tasks", { title: "x" }),
          signIn(),
        ]);
        for (const { status, headers } of answers) expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
        expect(Date.now() - startedAt).toBeLessThan(30_000);
        wire.plan();
      });
    }

    it("print no secret, whatever the database says or does", async () => {
      const secrets = listSecrets(variables);
      const mishaps: Mishap[] = [
        { kind: "drop" },
        { kind: "halve" },
        {
          kind: "answer",
          status: 400,
          body: JSON.stringify({ message: secrets.join(), code: "XX000", severity: "ERROR" }),
        },
        { kind: "answer", status: 500, body: secrets.join() },
        { kind: "answer", status: 200, body: secrets.join() },
      ];
      const { password, session, cookie } = person;
      for (const mishap of mishaps) {
        wire.plan(...Array<Mishap>(20).fill(mishap));
        const ask = (path: string, init: RequestInit = {}) =>
          fetch(vercel.origin + path, { redirect: "manual", ...init });
        const answers = await Promise.all([
          callApi(vercel, person.token, "GET", "/api/tasks"),
          callApi(vercel, person.token, "POST", "/api/tasks", { title: "x" }),
          ask("/api/ready"),
          ask("/api/auth/token", { headers: { authorization: `Bearer ${session}` } }),
          signIn(),
          ask("/today", { headers: { cookie } }),
        ]);
        expect(answers.filter(({ status }) => status < 500)).toEqual([]);
        const texts = await Promise.all(answers.map((answer) => answer.text()));
        expect(secrets.filter((secret) => texts.join().includes(secret))).toEqual([]);
      }
      wire.plan();
      expect(vercel.printed().length).toBeGreaterThan(0);
      expect([...secrets, password, session].filter((secret) => vercel.printed().includes(secret))).toEqual([]);
    });

    it("sweep for the scheduler, and for nobody else", async () => {
      const sweep = (token: string) =>
        fetch(`${vercel.origin}/api/sweep`, { headers: { authorization: `Bearer ${token}` } });
      expect((await sweep(variables.CRON_SECRET ?? "")).status).toBe(200);
      expect((await sweep("cron-of-somebody-else")).status).toBe(404);
    });
  },
);
