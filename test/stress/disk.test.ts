import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { callApi, launchTend, signUp, sleep, type Tend } from "../tend";

const secret = "a secret of the tests, 32 characters or more";
const description = "0123456789".repeat(900);
const megabyte = 2 ** 20;

/** A disk of 60 MB in memory, or nothing where this process may not mount one. */
function mountDisk(folder: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=60m", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const folder = mkdtempSync(path.join(os.tmpdir(), "tend-disk-"));
const isMounted = mountDisk(folder);
let running: Tend | undefined;
const ballast = path.join(folder, "ballast");

/** Fills the disk but for some megabytes; without a disk of its own nothing is there to fill, and it is said to be. */
function fill(leftMegabytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leftMegabytes * megabyte)));
}

async function launch(marginMegabytes = 18): Promise<Tend> {
  const env = { DATA_DIR: path.join(folder, "data"), BETTER_AUTH_SECRET: secret, APP_ORIGIN: "http://localhost:4000" };
  running = await launchTend({ ...env, DISK_MARGIN_MB: String(marginMegabytes) });
  return running;
}

async function create(tend: Tend, token: string, title: string): Promise<number> {
  return (await callApi(tend, token, "POST", "/api/tasks", { title, description })).status;
}

async function listTitles(tend: Tend, token: string): Promise<{ status: number; titles: string[] }> {
  const titles: string[] = [];
  for (let since = 0; ; ) {
    const answer = await callApi(tend, token, "GET", `/api/tasks/changes?since=${since}&limit=1000`);
    if (!answer.ok) return { status: answer.status, titles };
    const page: { items: { title: string }[]; revision: number; hasMore: boolean } = await answer.json();
    titles.push(...page.items.map(({ title }) => title));
    if (!page.hasMore) return { status: answer.status, titles };
    since = page.revision;
  }
}

/** Creates until it is told that it can't be done, and returns what it was told that it is done. */
async function createUntilRefused(tend: Tend, token: string): Promise<string[]> {
  const kept: string[] = [];
  for (let number = 0; number < 5000; number++) {
    const title = crypto.randomUUID();
    const status = await create(tend, token, title);
    if (status === 503) return kept;
    expect(status).toBe(201);
    kept.push(title);
  }
  throw new Error("The disk was never full");
}

async function expectKept(tend: Tend, token: string, kept: string[]): Promise<void> {
  const { status, titles } = await listTitles(tend, token);
  const there = new Set(titles);
  expect([status, kept.filter((title) => !there.has(title))]).toEqual([200, []]);
}

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 30_000; !(await isSo()); await sleep(200)) {
    if (Date.now() > until) throw new Error("It did not come");
  }
}

afterEach(async () => {
  await running?.stop("SIGKILL");
  if (isMounted) execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
});

it("refuses writes on a full disk and says so once, reads all the same, and goes on when there is room", async () => {
  // Without a disk to fill, a margin that no disk has.
  if (!isMounted) {
    const first = await launch();
    const { token } = await signUp(first.origin);
    expect(await create(first, token, "kept")).toBe(201);
    await first.stop();
    const tend = await launch(10 ** 9);
    expect(await create(tend, token, "refused")).toBe(503);
    expect(await listTitles(tend, token)).toEqual({ status: 200, titles: ["kept"] });
    expect(tend.output().match(/is full: \d+ MB are free/g)).toHaveLength(1);
    expect(await tend.stop()).toBe(0);
    return;
  }
  const tend = await launch();
  const { token } = await signUp(tend.origin);
  // It fills slowly, and is seen in time.
  fill(20);
  const kept = await createUntilRefused(tend, token);
  expect([await create(tend, token, "refused"), (await listTitles(tend, token)).status]).toEqual([503, 200]);
  expect(tend.output().match(/is full: 1[67] MB are free, 18 MB must be/g)).toHaveLength(1);
  rmSync(ballast);
  await waitFor(async () => (await create(tend, token, "again")) === 201);

  // It fills between two looks, up to the end of the log's segment.
  await tend.stop("SIGKILL");
  const narrow = await launch();
  fill(0);
  kept.push(...(await createUntilRefused(narrow, token)));
  expect((await fetch(`${narrow.origin}/api/health`)).status).toBe(200);
  rmSync(ballast);
  await waitFor(async () => (await create(narrow, token, "again")) === 201);
  await expectKept(narrow, token, kept);

  // It is stopped while it is full, and leaves nothing half written.
  fill(0);
  await waitFor(async () => (await create(narrow, token, "last")) === 503);
  expect(await narrow.stop()).toBe(0);
  expect(readdirSync(path.join(folder, "data/backups")).filter((name) => !name.endsWith(".tar.gz"))).toEqual([]);
  rmSync(ballast);
  const last = await launch();
  await expectKept(last, token, kept);
  expect(await last.stop()).toBe(0);
});
