import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { createServer } from "node:http";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { findNode24 } from "../node24";
import { startPostgres } from "../postgres";
import { findFreePort, launchTend, makeDataDir, signUp, type Tend } from "../tend";

const canary = "canary-4f1d9c";
const secretPassword = "otter-90ab17 of the tests";

describe("the first start", () => {
  it("makes a secret that only its owner can read, and keeps it", async () => {
    const dataDir = makeDataDir();
    const env = { DATA_DIR: dataDir, APP_ORIGIN: "http://localhost:4000" };
    const first = await launchTend(env);
    expect(statSync(`${dataDir}/secret`).mode & 0o777).toBe(0o600);
    const { session } = await signUp(first.origin);
    await first.stop();
    const second = await launchTend(env);
    const answer = await fetch(`${second.origin}/api/auth/token`, { headers: { authorization: `Bearer ${session}` } });
    expect(answer.status).toBe(200);
    await second.stop();
  });

  it("says where it is, where the data is, and how to use a real database", async () => {
    // A folder that is not there yet, and a secret that need not be kept in it.
    const env = {
      DATA_DIR: `${makeDataDir()}/new`,
      BETTER_AUTH_SECRET: "a secret of the tests, 32 characters or more",
    };
    const tend = await launchTend(env);
    expect(tend.output()).toContain("http://localhost:");
    expect(tend.output()).toContain(tend.dataDir);
    expect(tend.output()).toContain("DATABASE_URL");
    expect(tend.output()).not.toContain("a secret of the tests");
    await tend.stop();
  });

  it("of port 0 makes a free one, and is known by it", async () => {
    const dataDir = makeDataDir();
    const child = spawn(process.execPath, ["dist/server.mjs"], {
      env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: "0", DATA_DIR: dataDir },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    let output = "";
    for await (const text of child.stdout.setEncoding("utf8")) {
      output += text;
      if (/http:\/\/localhost:\d+/.test(output)) break;
    }
    const origin = /http:\/\/localhost:\d+/.exec(output)?.[0] ?? "";
    const { token } = await signUp(origin);
    expect(decodeJwt(token)).toMatchObject({ iss: origin, aud: origin });
    child.kill();
    await exited;
  });

  it("honours PORT and HOST", async () => {
    const port = String(await findFreePort());
    const tend = await launchTend({ PORT: port, HOST: "127.0.0.1" });
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
    await tend.stop();
  });
});

describe("a start that fails", () => {
  const lines = (tend: Tend) => tend.output().trim().split("\n");

  it("says one line for a taken port", async () => {
    const port = await findFreePort();
    const other = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => other.listen(port, resolve));
    const tend = await launchTend({ PORT: String(port) });
    expect(await tend.exited).toBe(1);
    expect(lines(tend)).toEqual([expect.stringContaining(`Port ${port} is taken`)]);
    other.close();
  });

  it("names the variable that is wrong, and not its value", async () => {
    const tend = await launchTend({ BETTER_AUTH_SECRET: canary });
    expect(await tend.exited).toBe(1);
    expect(tend.output()).toContain("BETTER_AUTH_SECRET");
    expect(tend.output()).not.toContain(canary);
    expect(tend.output()).not.toMatch(/^\s+at /m);
  });

  it("names DATABASE_URL when it can't be read, and not its password", async () => {
    const tend = await launchTend({ DATABASE_URL: `postgres://tend:pa/${canary}@host/db` });
    expect(await tend.exited).toBe(1);
    expect(lines(tend)).toEqual([expect.any(String), expect.stringMatching(/^DATABASE_URL must /)]);
    expect(tend.output()).not.toContain(canary);
  });

  it("says that the database can't be reached, without its password", async () => {
    const port = await findFreePort();
    const tend = await launchTend({ DATABASE_URL: `postgres://tend:${canary}@127.0.0.1:${port}/tend` });
    expect(await tend.exited).toBe(1);
    expect(tend.output()).toContain("database");
    expect(tend.output()).not.toContain(canary);
  });
});

describe("npm start", () => {
  /** What it says on stderr where the environment stops it, and nothing is left running. */
  async function startBadly(node: string): Promise<string[]> {
    const env = { PATH: process.env.PATH, DATABASE_URL: "nonsense", NODE_ENV: "production" as const };
    const child = spawn(node, ["scripts/start.mjs"], { env, stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    for await (const text of child.stderr.setEncoding("utf8")) output += text;
    return output.trim().split("\n");
  }

  it("says that Node 20 has had no fixes for a while, and nothing of Node 24", async () => {
    const invalid = ["The environment is not valid:", expect.stringContaining("DATABASE_URL")];
    expect(await startBadly(await findNode24())).toEqual(invalid);
    const isOld = process.versions.node.startsWith("20.");
    const warning = "Node 20 has had no security fixes since April 2026. Tend runs on it, but use Node 24.";
    expect(await startBadly(process.execPath)).toEqual(isOld ? [warning, ...invalid] : invalid);
  });
});

describe("what it prints", () => {
  it("never holds an e-mail, a password or a token, errors included", async () => {
    const postgres = await startPostgres();
    const tend = await launchTend({ DATABASE_URL: await postgres.createDatabase("canary") });
    const email = `${canary}@example.com`;
    const person = await signUp(tend.origin, { email, password: secretPassword });
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${tend.origin}/api${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
    const attack = async () => {
      await post("/auth/sign-in/email", JSON.stringify({ email, password: `${secretPassword} wrong` }));
      await post("/auth/sign-in/email", `{"email": "${canary}`);
      await post("/auth/sign-up/email", JSON.stringify({ name: canary, email, password: secretPassword }));
      await post("/auth/sign-out", "{}", { cookie: person.cookie, origin: `https://${canary}.example` });
      await post("/tasks", JSON.stringify({ title: canary, nope: canary }), {
        authorization: `Bearer ${person.token}`,
      });
      await post("/tasks", JSON.stringify({ title: canary }), {
        authorization: `Bearer ${canary}.${canary}.${canary}`,
      });
      await post("/tasks", JSON.stringify({ title: canary }), { authorization: `Bearer ${person.token}` });
      await fetch(`${tend.origin}/api/auth/token?token=${canary}`, {
        headers: { authorization: `Bearer ${person.session}` },
      });
      await fetch(`${tend.origin}/sign-in?email=${canary}`, { headers: { cookie: person.cookie } });
      await fetch(`${tend.origin}/tasks?q=${canary}`, { headers: { cookie: person.cookie }, redirect: "manual" });
    };
    await attack();
    await postgres.stop({ keepData: true });
    await attack();
    await tend.stop();
    await postgres.stop();
    const tokens = [person.session, person.token, person.cookie.split("=")[1] ?? ""];
    for (const secret of [canary, secretPassword, ...tokens, ...tokens.map(decodeURIComponent)])
      expect(tend.output()).not.toContain(secret);
  });
});
