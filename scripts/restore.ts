import { existsSync, renameSync, rmSync } from "node:fs";
import nextEnv from "@next/env";

nextEnv.loadEnvConfig(process.cwd());

const { prepare } = await import("@/db/drivers/pglite");
const { embeddedPaths, loadSnapshot, putAside } = await import("@/db/embedded");
const { lockDirectory } = await import("@/db/lock");
const { databaseDriver } = await import("@/lib/env");

/** Puts the database of a backup in the place of the one that there is, which is kept beside it. */
async function restore(file: string): Promise<void> {
  const { directory } = embeddedPaths();
  const unlock = await lockDirectory(directory);
  const fresh = `${directory}.restoring`;
  try {
    // What a restore left that was killed.
    rmSync(fresh, { recursive: true, force: true });
    const thread = await loadSnapshot(fresh, file);
    const { people, tasks } = await prepare(thread, true);
    await thread.close();
    if (existsSync(directory)) {
      console.log(`The database from before is kept in ${putAside(directory, "before-restore")}`);
    }
    renameSync(fresh, directory);
    console.log(`Restored ${tasks} tasks of ${people} people. Every device will fetch its copy again.`);
  } finally {
    unlock();
  }
}

const [file] = process.argv.slice(2);
if (databaseDriver() !== "pglite") {
  console.error("DATABASE_URL names a server: restore it with its own tools, then run npm run db:advance-revisions.");
  process.exitCode = 1;
} else if (!file) {
  console.error("Usage: npm run db:restore -- <backup>");
  process.exitCode = 1;
} else {
  await restore(file);
}
