import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onEnd } from "./cleanup";
import type { Dataset } from "./database";
import { origin, secret } from "./identity";
import type { Options } from "./options";

const root = path.dirname(import.meta.dirname);
const startTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;

// Ends a server with the bench, however that ends, and lets the bench ask what the process has used so far.
const watcher = `process.on("disconnect", () => process.exit());
  process.on("message", (collects) => {
    if (collects) { gc(); gc(); }
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ cpuMicroseconds: user + system, rss, heapUsed });
  });`;

export const titles = {
  tend: "Tend, `npm start`",
  tendEmbedded: "Tend, `npm start`, the embedded database",
  bare: "bare node:http",
  bareVerifying: "bare node:http, verifying each time",
  bareInLine: "bare node:http, one write of a person's at a time",
  barePlain: "bare node:http, plain INSERT and UPDATE",
  tendNext: "Tend, `next start`",
  bareNext: "bare Next",
  bareNextVerifying: "bare Next, verifying each time",
} as const;

export type Kind = keyof typeof titles;

const nextCommand = path.join(root, "node_modules/next/dist/bin/next");

/** What node runs for a server, and where. */
function commandOf(kind: Kind, port: number, floors: Floors): { args: string[]; cwd: string } {
  const next = [nextCommand, "start", "--hostname", "127.0.0.1", "--port", String(port)];
  switch (kind) {
    case "tend":
    case "tendEmbedded":
      return { args: [path.join(root, "dist/server.mjs")], cwd: root };
    case "tendNext":
      return { args: next, cwd: root };
    case "bare":
    case "bareVerifying":
    case "bareInLine":
    case "barePlain":
      return { args: [floors.server], cwd: root };
    case "bareNext":
    case "bareNextVerifying":
      return { args: next, cwd: floors.nextApp };
  }
}

/** Where the built floors are, and the file with what they send. */
export type Floors = { server: string; nextApp: string; plan: string };

/** CPU time since its start, of all threads, and bytes. */
type Usage = { cpuMicroseconds: number; rss: number; heapUsed: number };

export type Server = {
  kind: Kind;
  url: string;
  dataset: Dataset;
  /** What its process has used, after a garbage collection if that is wished. */
  readUsage(collects: boolean): Promise<Usage>;
  stop(): Promise<void>;
};

/** Starts a server in a process of its own and waits until it answers. */
export async function startServer(
  kind: Kind,
  dataset: Dataset,
  { floors, folder, options }: { floors: Floors; folder: string; options: Options },
): Promise<Server> {
  const port = await findFreePort();
  const { args, cwd } = commandOf(kind, port, floors);
  const profile = options.profile && path.resolve(options.profile, `${dataset.name}-${kind}`);
  if (profile) await mkdir(profile, { recursive: true });
  const flags = [
    "--expose-gc",
    ...(profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : []),
    `--import=data:text/javascript,${encodeURIComponent(watcher)}`,
  ];
  const log = path.join(folder, `${dataset.name}-${kind}.log`);
  const child = spawn(options.node ?? process.execPath, [...flags, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(port),
      HOST: "127.0.0.1",
      ...(kind === "tendEmbedded" ? {} : { DATABASE_URL: dataset.url, DATABASE_DRIVER: "pg" }),
      DATABASE_POOL_MAX: String(options.poolMax),
      DATA_DIR: path.join(folder, `${dataset.name}-${kind}`),
      BETTER_AUTH_SECRET: secret,
      APP_ORIGIN: origin,
      API_RATE_LIMIT: "0",
      TASKS_PER_PERSON: "0",
      FLOOR_PLAN: floors.plan,
      FLOOR_WRITES: kind === "bareInLine" ? "line" : kind === "barePlain" ? "plain" : "",
      FLOOR_TOKENS: kind.endsWith("Verifying") ? "verify" : "remember",
    },
  });
  const output = createWriteStream(log);
  child.stdout?.pipe(output);
  child.stderr?.pipe(output);
  const stop = () => stopChild(child);
  onEnd(stop);
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(child, `${url}/api/tasks`, log);
  if (kind.startsWith("tend")) await useOnce(url);
  return { kind, url, dataset, readUsage: (collects) => readUsage(child, collects), stop };
}

async function waitUntilReady(child: ChildProcess, url: string, log: string): Promise<void> {
  for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) break;
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === 401) return;
  }
  await stopChild(child);
  throw new Error(`A server did not start:\n${(await readFile(log, "utf8")).slice(-2000)}`);
}

/** A server that has rendered a page and asked Better Auth is slower ever after than one that has only the API to do. */
async function useOnce(url: string): Promise<void> {
  for (const path of ["/", "/sign-in", "/api/auth/get-session"]) {
    const response = await fetch(url + path);
    await response.arrayBuffer();
    if (response.status >= 400) throw new Error(`${path} answers ${response.status}`);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
  await gone;
  clearTimeout(timer);
}

function readUsage(child: ChildProcess, collects: boolean): Promise<Usage> {
  return new Promise((resolve, reject) => {
    child.once("message", (usage: Usage) => resolve(usage));
    child.send(collects, (error) => error && reject(error));
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
