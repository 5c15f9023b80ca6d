import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { env } from "@/lib/env";

// Any number that only our migrations lock on.
const advisoryLock = 7_236_411;

/** Where the generated migrations are, in the folder that the server is started in. */
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

// Its collations are what the tables are made with: docs/decisions/0005-text-and-order.md.
const serverVersionMin = 16;

/** Refuses a server that is too old for the tables, by the number that it has for its version, as 150014 for 15.14. */
async function assertVersion(client: Client): Promise<void> {
  const { rows } = await client.query("show server_version_num");
  const version = Number(rows[0]?.server_version_num);
  const major = Math.floor(version / 10_000);
  if (major >= serverVersionMin) return;
  const name = `${major}.${version % 10_000}`;
  throw new Error(`The server is PostgreSQL ${name}, and Tend needs PostgreSQL ${serverVersionMin} or later.`);
}

/** Applies what is missing, in one transaction, one process at a time. Throws an Error whose message is for the operator. */
export async function migrateOverTcp(folder: string): Promise<void> {
  const client = new Client({
    connectionString: directUrl(),
    connectionTimeoutMillis: 10_000,
    lock_timeout: lockTimeoutMs,
  });
  // What waits for the connection hears of its end; without a listener, the process would end with it.
  client.on("error", () => {});
  await client.connect();
  try {
    await assertVersion(client);
    await client.query("select pg_advisory_lock($1)", [advisoryLock]);
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
