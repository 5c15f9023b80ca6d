import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient, type QueryConfig } from "pg";
import { type Call, type Connection, type Database, guard } from "@/db/client";
import { migrateOverTcp } from "@/db/migrations";
import { withinDeadline } from "@/lib/deadline";
import { env } from "@/lib/env";

// A server that answers nothing must not hold a request for 5 s: the deadline is the caller's, from the moment it asks.
const deadlineMs = 4500;
// By then a connection whose server is frozen is given up, and one that waits for a lock has been told no.
const statementTimeoutMs = 2400;
const queryTimeoutMs = 2700;

/** Any PostgreSQL, through a pool of TCP connections. */
export function connect(): Connection {
  const { DATABASE_URL, DATABASE_POOL_MAX } = env();
  const pool = new Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_MAX,
    connectionTimeoutMillis: deadlineMs,
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

  async function transactOn(client: PoolClient, calls: readonly Call[], until: number): Promise<unknown[][]> {
    const database = databaseOf(client);
    const results: unknown[][] = [];
    await client.query("begin isolation level read committed");
    for (const { statement, values } of calls) {
      assertBefore(until);
      results.push(await statement.prepare(database).execute(values));
    }
    // Whose caller has been told that it failed must not succeed after all.
    assertBefore(until);
    await client.query("commit");
    return results;
  }

  async function transact(calls: readonly Call[]): Promise<unknown[][]> {
    const until = Date.now() + deadlineMs;
    const client = await pool.connect();
    // The pool listens only to those that are idle.
    if (client.listenerCount("error") === 0) client.on("error", () => {});
    try {
      const results = await transactOn(client, calls, until);
      client.release();
      return results;
    } catch (error) {
      // A connection that can't roll back is not used again.
      client.query("rollback").then(
        () => client.release(),
        (failure: Error) => client.release(failure),
      );
      throw error;
    }
  }

  return {
    database: guard(drizzle(withDeadline(pool))),
    transact: (calls) => withinDeadline(transact(calls), deadlineMs),
    migrate: migrateOverTcp,
    close: () => pool.end(),
  };
}

function assertBefore(until: number): void {
  if (Date.now() >= until) throw new Error("The deadline has passed");
}

/** The same pool, whose every query is answered before the deadline. */
function withDeadline(pool: Pool): Pool {
  return new Proxy(pool, {
    get(target, key) {
      if (key !== "query") return Reflect.get(target, key, target);
      return (config: QueryConfig, values: unknown[]) => withinDeadline(target.query(config, values), deadlineMs);
    },
  });
}
