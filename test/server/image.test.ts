import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readImage, readStages } from "../dockerfile";
import { findNode24 } from "../node24";
import { callApi, findFreePort, signUp, sleep } from "../tend";

const run = promisify(execFile);
const startTimeoutMs = 30_000;
// Debian's nobody and nogroup; whoever is not root already can't write what is read-only.
const stranger = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

let folder: string;
let place: string;
let env: NodeJS.ProcessEnv;
let command: string[];
let check: string[];
let server: ChildProcess | undefined;
let output = "";

/** What the image holds, where only .data can be written, and what Dockerfile says of how it is run. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "tend-image-"));
  place = path.join(folder, "app");
  await run("npx", ["tsx", "scripts/lay-out-image.ts", place]);
  await run("chmod", ["-R", "a-w,a+rX", folder]);
  const image = readImage(readStages()[1] ?? { base: "", instructions: [] });
  ({ command, check } = image);
  const dataDir = path.join(place, ".data");
  // As in the image, where it is made before its folder is closed.
  await run("chmod", ["u+w", place]);
  mkdirSync(dataDir, { mode: 0o700 });
  await run("chmod", ["u-w", place]);
  if (stranger.uid !== undefined) chownSync(dataDir, stranger.uid, stranger.gid);
  const node = path.dirname(await findNode24());
  env = { ...image.env, NODE_ENV: "production", DATA_DIR: dataDir, PATH: `${node}:${process.env.PATH}` };
  env.PORT = String(await findFreePort());
});
afterAll(async () => {
  server?.kill("SIGKILL");
  await run("chmod", ["-R", "u+w", folder]);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs something in the image, and returns its exit code and what it said. */
function execute([file = "", ...args]: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(file, args, { cwd: place, env, ...stranger }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, said: stdout + stderr });
    });
  });
}

async function start(): Promise<void> {
  const [file = "", ...args] = command;
  const child = spawn(file, args, { cwd: place, env, ...stranger, stdio: ["ignore", "pipe", "pipe"] });
  server = child;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const deadline = Date.now() + startTimeoutMs;
  while (!output.includes("Tend is ready")) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The image does not start:\n${output}`);
    await sleep(50);
  }
}

describe("what the image holds", () => {
  it("is what runs, and neither sources, tools, maps nor secrets", () => {
    expect(readdirSync(place).toSorted()).toEqual([
      ".data",
      ".next",
      "db",
      "dist",
      "drizzle",
      "node_modules",
      "package.json",
    ]);
    expect(readdirSync(path.join(place, "db"))).toEqual(["embedded-worker.mjs"]);
    const files = readdirSync(place, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.map$|\.tsx$|(?:^|\/)\.env/.test(file))).toEqual([]);
    const tools = ["typescript", "esbuild", "tsx", "vitest", "playwright", "tailwindcss", "sharp", "@img", "@biomejs"];
    expect(tools.filter((name) => existsSync(path.join(place, "node_modules", name)))).toEqual([]);
  });
});

describe("the image's command", () => {
  it("serves people and programs from a read-only file system, on Node 24, as nobody in particular", async () => {
    expect((await execute(["node", "--version"])).said).toMatch(/^v24\./);
    expect((await execute(["touch", "dist/server.mjs", "new"])).code).toBe(1);
    expect((await execute(check)).code).toBe(1);
    await start();
    expect((await execute(check)).code).toBe(0);

    const origin = `http://127.0.0.1:${env.PORT}`;
    const { token, cookie } = await signUp(origin);
    const tend = { origin } as Parameters<typeof callApi>[0]; // all that it looks at
    const created = await callApi(tend, token, "POST", "/api/tasks", { title: "Kept in the volume" });
    expect(created.status).toBe(201);
    const pages = { "/": undefined, "/sign-in": undefined, "/docs": undefined, "/today": cookie, "/inbox": cookie };
    for (const [pathname, sent] of Object.entries(pages)) {
      const answer = await fetch(`${origin}${pathname}`, { headers: sent ? { cookie: sent } : {}, redirect: "manual" });
      expect([pathname, answer.status]).toEqual([pathname, 200]);
      const html = await answer.text();
      const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
      expect((await fetch(`${origin}${script}`)).headers.get("content-type")).toBe("text/javascript; charset=utf-8");
      if (pathname === "/inbox") expect(html).toContain("Kept in the volume");
    }
    expect((await fetch(`${origin}/sw.js`)).status).toBe(200);
  });

  it("has its commands for an operator beside it", async () => {
    const backup = await execute(["node", "dist/backup.mjs"]);
    expect([backup.code, backup.said]).toEqual([0, expect.stringContaining(path.join(place, ".data/backups"))]);
    const ended = new Promise((resolve) => server?.once("exit", resolve));
    server?.kill("SIGTERM");
    expect(await ended).toBe(0);
    const advanced = await execute(["node", "dist/advance-revisions.mjs"]);
    expect([advanced.code, advanced.said]).toEqual([0, expect.stringContaining("1 tasks of 1 people")]);
    const restored = await execute(["node", "dist/restore.mjs", backup.said.trim().replace("The backup is ", "")]);
    expect([restored.code, restored.said]).toEqual([0, expect.stringContaining("Restored 1 tasks of 1 people")]);
    expect(output).not.toMatch(/EACCES|EROFS|EPERM|"level":50/);
  });
});
