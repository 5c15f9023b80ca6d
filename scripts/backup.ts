import { copyFileSync } from "node:fs";
import nextEnv from "@next/env";

nextEnv.loadEnvConfig(process.cwd());

const { closeDatabase, getConnection } = await import("@/db/client");
const { embeddedPaths } = await import("@/db/embedded");
const { isLocked } = await import("@/db/lock");
const { requestSnapshot } = await import("@/db/snapshot-requests");
const { databaseDriver } = await import("@/lib/env");
const { explainStartError } = await import("@/lib/server/lifecycle");

const timeoutMs = 60_000;

/** Has the server that is running write a snapshot, or writes one itself. Returns its file. */
async function makeSnapshot(): Promise<string> {
  const { directory, backups } = embeddedPaths();
  if (isLocked(directory)) return await requestSnapshot(backups, timeoutMs);
  const { snapshot } = await getConnection();
  try {
    const file = await snapshot?.({ isForced: true });
    if (file) return file;
    throw new Error("This database keeps no snapshots.");
  } finally {
    await closeDatabase();
  }
}

if (databaseDriver() !== "pglite") {
  console.error("DATABASE_URL names a server: back it up with pg_dump, or by Neon's own restore (docs/operations.md).");
  process.exitCode = 1;
} else {
  try {
    const file = await makeSnapshot();
    const [target] = process.argv.slice(2);
    if (target) copyFileSync(file, target);
    console.log(`The backup is ${target ?? file}`);
  } catch (error) {
    console.error(`There is no backup. ${explainStartError(error)}`);
    process.exitCode = 1;
  }
}
