import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { batchMaxOperations } from "@/lib/contract/limits";
import type { Task, TaskCreate } from "@/lib/contract/task";

/** A Tend that runs the production build in a process of its own. */
export type Tend = {
  origin: string;
  dataDir: string;
  pid: number;
  /** Everything it has printed, on stdout and stderr. */
  output(): string;
  /** Asks it to stop and returns its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Resolves with its exit code when it ends by itself. */
  exited: Promise<number | null>;
};

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}

export const makeDataDir = () => mkdtempSync(path.join(os.tmpdir(), "tend-server-"));

/** Starts it and resolves when it has ended or answers. Trusts loopback as a proxy, so that each test has an address. */
export function launchTend(env: Record<string, string> = {}): Promise<Tend> {
  return launch(["dist/server.mjs"], env);
}

/** The same build behind Next's own server, as on Vercel. */
export function launchNext(env: Record<string, string> = {}): Promise<Tend> {
  return launch(["node_modules/next/dist/bin/next", "start"], env);
}

async function launch(command: string[], env: Record<string, string>): Promise<Tend> {
  const port = env.PORT ?? String(await findFreePort());
  const dataDir = env.DATA_DIR ?? makeDataDir();
  const origin = env.APP_ORIGIN ?? `http://localhost:${port}`;
  let output = "";
  const child: ChildProcess = spawn(process.execPath, command, {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      TRUSTED_PROXIES: "127.0.0.0/8,::1",
      API_RATE_LIMIT: "0",
      PORT: port,
      DATA_DIR: dataDir,
      APP_ORIGIN: origin,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  // Whatever becomes of the test, no server outlives it.
  const killOnExit = () => child.kill("SIGKILL");
  process.once("exit", killOnExit);
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  void exited.then(() => process.off("exit", killOnExit));
  let hasExited = false;
  void exited.then(() => {
    hasExited = true;
  });
  const local = `http://127.0.0.1:${port}`;
  while (!hasExited && !(await answers(`${local}/api/health`))) await sleep(50);
  return {
    origin: local,
    dataDir,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return exited;
    },
  };
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

let lastAddress = 0;

/** A client address that nobody has had yet. */
export function newAddress(): string {
  lastAddress++;
  return `10.${process.pid % 250}.${lastAddress >> 8}.${lastAddress & 255}`;
}

export type Account = { email: string; password: string; cookie: string; session: string; token: string };

/** Signs a new person up over HTTP and takes a JWT. */
export async function signUp(
  origin: string,
  fields: { name?: string; email?: string; password?: string } = {},
): Promise<Account> {
  const { name = "Ada", email = `${crypto.randomUUID()}@example.com`, password = "correct horse battery" } = fields;
  const address = { "x-forwarded-for": newAddress() };
  const answer = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", ...address },
    body: JSON.stringify({ name, email, password }),
  });
  if (!answer.ok) throw new Error(`sign-up: ${answer.status} ${await answer.text()}`);
  const session = answer.headers.get("set-auth-token") ?? "";
  const cookie = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const { token } = await (
    await fetch(`${origin}/api/auth/token`, { headers: { authorization: `Bearer ${session}`, ...address } })
  ).json();
  return { email, password, cookie, session, token };
}

/** Calls the task API in somebody's name. */
export function callApi(
  tend: { origin: string },
  token: string,
  method: string,
  url: string,
  body?: unknown,
): Promise<Response> {
  return fetch(`${tend.origin}${url}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Makes tasks in somebody's name, as few batches as can be. Returns them in the order given. */
export async function createTasks(tend: Tend, token: string, tasks: readonly TaskCreate[]): Promise<Task[]> {
  const made: Task[] = [];
  for (let start = 0; start < tasks.length; start += batchMaxOperations) {
    const operations = tasks.slice(start, start + batchMaxOperations).map((task) => ({ op: "create", task }));
    const answer = await callApi(tend, token, "POST", "/api/tasks/batch", { operations });
    if (!answer.ok) throw new Error(`batch: ${answer.status} ${await answer.text()}`);
    const { results }: { results: Task[] } = await answer.json();
    made.push(...results);
  }
  return made;
}
