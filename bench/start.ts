import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findNode24 } from "../test/node24";
import { type Postgres, startPostgres } from "../test/postgres";
import { findFreePort } from "../test/tend";
import { buildTend } from "./build";
import { table, whole } from "./report";
import { median } from "./statistics";

// How long a cold start takes, from the process to the first answers, and what the bundle of the front door weighs.

const root = path.dirname(import.meta.dirname);
const rounds = 9;
const timeoutMs = 60_000;

/** Asks until there is an answer with success. */
async function waitFor(url: string): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(5)) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
  }
  throw new Error(`${url} does not answer`);
}

/** Milliseconds from the start of a process until the API has answered, its database asked, and until a page has. */
async function startOnce(node: string, env: Record<string, string>): Promise<{ api: number; page: number }> {
  const port = String(await findFreePort());
  const startedAt = performance.now();
  const child = spawn(node, ["dist/server.mjs"], {
    cwd: root,
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOST: "127.0.0.1", PORT: port, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    await waitFor(`http://127.0.0.1:${port}/api/ready`);
    const api = performance.now() - startedAt;
    await waitFor(`http://127.0.0.1:${port}/sign-in`);
    return { api, page: performance.now() - startedAt };
  } finally {
    child.kill();
    await ended;
  }
}

/** The bytes of the front door's bundle, and of each package in it, the largest first. */
async function weighBundle(): Promise<{ total: number; packages: [name: string, bytes: number][] }> {
  type Output = { bytes: number; inputs: Record<string, { bytesInOutput: number }> };
  const { outputs }: { outputs: Record<string, Output> } = JSON.parse(
    await readFile(path.join(root, "dist/meta.json"), "utf8"),
  );
  const packages = new Map<string, number>();
  let total = 0;
  for (const [file, { bytes, inputs }] of Object.entries(outputs)) {
    if (file.endsWith(".map")) continue;
    total += bytes;
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? "Tend";
      packages.set(name, (packages.get(name) ?? 0) + bytesInOutput);
    }
  }
  return { total, packages: [...packages].toSorted(([, one], [, other]) => other - one) };
}

const kilobytes = (bytes: number) => `${whole(bytes / 1000)} KB`;
const milliseconds = (values: number[]) => `${Math.round(Math.min(...values))} ms (${Math.round(median(values))})`;

async function report(postgres: Postgres, dataDir: string): Promise<void> {
  const databases = {
    PostgreSQL: { DATABASE_URL: await postgres.createDatabase("start"), DATA_DIR: path.join(dataDir, "pg") },
    "the embedded database": { DATA_DIR: path.join(dataDir, "embedded") },
  };
  const rows: string[][] = [];
  for (const [version, node] of [
    ["Node 24", await findNode24()],
    [`Node ${process.versions.node.split(".")[0]}`, process.execPath],
  ] as const) {
    for (const [name, env] of Object.entries(databases)) {
      // The first of all makes the database.
      await startOnce(node, env);
      const starts = [];
      for (let round = 0; round < rounds; round++) starts.push(await startOnce(node, env));
      const api = milliseconds(starts.map((start) => start.api));
      rows.push([`${version}, ${name}`, api, milliseconds(starts.map((start) => start.page))]);
    }
  }
  const { total, packages } = await weighBundle();
  const largest = packages.filter(([, bytes]) => bytes >= total / 100);
  console.log(table(["", "first answer of the API", "first page"], rows));
  console.log(`\nThe fastest of ${rounds} starts, which others on the machine disturbed least, and the median.`);
  console.log(
    `\nThe front door's bundle, ${kilobytes(total)}: ${largest.map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(", ")}.`,
  );
}

await buildTend();
const dataDir = await mkdtemp(path.join(tmpdir(), "tend-start-"));
const postgres = await startPostgres();
try {
  await report(postgres, dataDir);
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
