import nextEnv from "@next/env";

nextEnv.loadEnvConfig(process.cwd());

const { closeDatabase, getConnection } = await import("@/db/client");
const { advanceRevisions } = await import("@/db/restore");
const { people, tasks } = await advanceRevisions((await getConnection()).database, new Date());
await closeDatabase();
console.log(`Moved on the revisions of ${tasks} tasks of ${people} people. Every device will fetch its copy again.`);
