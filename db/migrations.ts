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

// Longer than any migration of ours takes; who waits longer than this fails, and with it the build.
const lockTimeoutMs = 120_000;

/** A connection string past Neon's pooler, which hands every transaction to another session: a lock would not hold. */
function directUrl(): string {
  const { DATABASE_URL = "", DATABASE_URL_UNPOOLED } = env();
  return DATABASE_URL_UNPOOLED ?? DATABASE_URL.replace(/-pooler(?=\.[^/@]*\.neon\.tech\b)/, "");
}

/** Applies what is missing, in one transaction, one process at a time. */
export async function migrateOverTcp(folder: string): Promise<void> {
  const client = new Client({
    connectionString: directUrl(),
    connectionTimeoutMillis: 10_000,
    lock_timeout: lockTimeoutMs,
  });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [advisoryLock]);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
