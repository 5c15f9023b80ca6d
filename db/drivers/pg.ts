import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { env } from "@/lib/env";
import { type Connection, type Database, guard } from "../client";
import { migrateOverTcp } from "../migrations";

// Together below 5 s: a server that answers nothing must not hold a request longer.
const connectTimeoutMs = 2000;
const statementTimeoutMs = 2400;
const queryTimeoutMs = 2700;

/** Any PostgreSQL, through a pool of TCP connections. */
export function connect(): Connection {
  const { DATABASE_URL, DATABASE_POOL_MAX } = env();
  const pool = new Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_MAX,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    options: "-c TimeZone=UTC -c DateStyle=ISO",
  });
  // Without a listener, a connection that breaks while idle ends the process.
  pool.on("error", () => {});
  const databases = new WeakMap<PoolClient, Database>();

  function databaseOf(client: PoolClient): Database {
    const known = databases.get(client);
    if (known) return known;
    const fresh = drizzle(client);
    databases.set(client, fresh);
    return fresh;
  }

  return {
    database: guard(drizzle(pool)),
    async transact(calls) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        const database = databaseOf(client);
        await client.query("begin isolation level read committed");
        const results: unknown[][] = [];
        for (const { statement, values } of calls) results.push(await statement.prepare(database).execute(values));
        await client.query("commit");
        return results;
      } catch (error) {
        await client.query("rollback").catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    migrate: migrateOverTcp,
    close: () => pool.end(),
  };
}
