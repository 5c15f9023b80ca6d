import { renameSync } from "node:fs";
import nextEnv from "@next/env";

nextEnv.loadEnvConfig(process.cwd());

const { closeDatabase, getConnection } = await import("@/db/client");
const { embeddedPaths, loadSnapshot, putAside } = await import("@/db/embedded");
const { lockDirectory } = await import("@/db/lock");
const { advanceRevisions } = await import("@/db/restore");
const { databaseDriver } = await import("@/lib/env");

/** Puts the database of a backup in the place of the one that there is, which is kept beside it. */
async function restore(file: string): Promise<void> {
  const { directory } = embeddedPaths();
  const unlock = lockDirectory(directory);
  try {
    const fresh = `${directory}.restoring`;
    const client = await loadSnapshot(fresh, file);
    await client.close();
    const aside = putAside(directory, "before-restore");
    renameSync(fresh, directory);
    console.log(`The database from before is kept in ${aside}`);
  } finally {
    unlock();
  }
  const { database } = await getConnection();
  const { people, tasks } = await advanceRevisions(database, new Date());
  await closeDatabase();
  console.log(`Restored ${tasks} tasks of ${people} people. Every device will fetch its copy again.`);
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
