import nextEnv from "@next/env";
import { explainStartError } from "@/lib/server/lifecycle";

nextEnv.loadEnvConfig(process.cwd());

try {
  const { closeDatabase, getConnection } = await import("@/db/client");
  const { migrationsFolder } = await import("@/db/migrations");
  const { migrate } = await getConnection();
  await migrate(migrationsFolder());
  await closeDatabase();
  console.log("The database is up to date.");
} catch (error) {
  // Whole, an error may hold the address with its password.
  console.error(explainStartError(error));
  process.exit(1);
}
