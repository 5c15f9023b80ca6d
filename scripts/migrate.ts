import nextEnv from "@next/env";

nextEnv.loadEnvConfig(process.cwd());

const { closeDatabase, getConnection } = await import("@/db/client");
const { migrationsFolder } = await import("@/db/migrations");
const { migrate } = await getConnection();
await migrate(migrationsFolder());
await closeDatabase();
console.log("The database is up to date.");
