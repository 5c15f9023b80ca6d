import { copyFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import nextEnv from "@next/env";

nextEnv.loadEnvConfig(process.cwd());

const { closeDatabase, getConnection } = await import("@/db/client");
const { embeddedPaths } = await import("@/db/embedded");
const { findHolder, snapshotSignal } = await import("@/db/lock");
const { listSnapshots } = await import("@/db/snapshots");
const { databaseDriver } = await import("@/lib/env");

const timeoutMs = 60_000;

/** Has the server that is running write a snapshot, or writes one itself. Returns its file. */
async function makeSnapshot(): Promise<string> {
  const { directory, backups } = embeddedPaths();
  const holder = findHolder(directory);
  if (holder === undefined) {
    const { snapshot } = await getConnection();
    const file = await snapshot?.({ isForced: true });
    await closeDatabase();
    if (file) return file;
  } else {
    const [newest] = listSnapshots(backups);
    process.kill(holder, snapshotSignal);
    for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(50)) {
      const [file] = listSnapshots(backups);
      if (file && file !== newest) return file;
    }
  }
  throw new Error("No snapshot came.");
}

if (databaseDriver() !== "pglite") {
  console.error("DATABASE_URL names a server: back it up with pg_dump, or by Neon's own restore (docs/operations.md).");
  process.exitCode = 1;
} else {
  const file = await makeSnapshot();
  const [target] = process.argv.slice(2);
  if (target) copyFileSync(file, target);
  console.log(`The backup is ${target ?? file}`);
}
