import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { env } from "@/lib/env";

// Any number that only our migrations lock on.
const advisoryLock = 7_236_411;

/** Where the generated migrations are, from wherever the server is started. */
export function migrationsFolder(): string {
  return path.resolve(/* turbopackIgnore: true */ process.cwd(), "drizzle");
}

/** Applies what is missing, in one transaction, one process at a time. */
export async function migrateOverTcp(folder: string): Promise<void> {
  const client = new Client({ connectionString: env().DATABASE_URL, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [advisoryLock]);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
