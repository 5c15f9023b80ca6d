import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ask, requests } from "../parity";
import { runQuickstart } from "../quickstart";
import { type Account, launchTend, signUp, type Tend } from "../tend";
import { listSecrets } from "./environment";
import { type Gateway, startGateway } from "./gateway";

const { builds, node24 } = inject("vercel");
// What is done with `//` is decided by Vercel's own proxy, before any build.
const ofBuilds = requests.filter(([, target]) => !target.includes("//"));

describe.each(builds)(
  "the functions of a build for $target, from its output alone",
  ({ output, variables, target }) => {
    let vercel: Gateway;
    let ours: Tend;
    let person: Account;

    beforeAll(async () => {
      vercel = await startGateway({ output, node: node24, variables });
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

    it("sweep for the scheduler, and for nobody else", async () => {
      const sweep = (token: string) =>
        fetch(`${vercel.origin}/api/sweep`, { headers: { authorization: `Bearer ${token}` } });
      expect((await sweep(variables.CRON_SECRET ?? "")).status).toBe(200);
      expect((await sweep("cron-of-somebody-else")).status).toBe(404);
    });
  },
);
