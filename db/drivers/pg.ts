import { drizzle } from "drizzle-orm/node-postgres";
import { DatabaseError, Pool, type PoolClient, type QueryConfig, type QueryResult } from "pg";
import { type Call, type Connection, type Database, executeAll, guard } from "@/db/client";
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
    keepAlive: true,
    options: "-c TimeZone=UTC -c DateStyle=ISO",
  });
  // Without a listener, a connection that breaks ends the process: the pool's hears of the idle ones, this of the rest.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const databases = new WeakMap<PoolClient, Database>();

  function databaseOf(client: PoolClient): Database {
    const known = databases.get(client);
    if (known) return known;
    const fresh = openDrizzle((config, values) => send(client, config, values));
    databases.set(client, fresh);
    return fresh;
  }

  /** Runs work on a connection of its own; `pool.query` would close it at every error, a refusal of ours included. */
  function use<T>(work: (client: PoolClient) => Promise<T>, timeoutMs: number): Promise<T> {
    const until = Date.now() + deadlineMs;
    return new Promise((resolve, reject) => {
      pool.connect((failure, client) => {
        if (!client) return reject(failure);
        withinDeadline(work(client), Math.min(timeoutMs, until - Date.now())).then(
          (result) => {
            client.release();
            resolve(result);
          },
          (error: unknown) => {
            // Whose server said no is as good as before. One that broke, or is silent, is closed, whatever it is doing.
            client.release(!(error instanceof DatabaseError));
            reject(error);
          },
        );
      });
    });
  }

  async function transactOn(client: PoolClient, calls: readonly Call[]): Promise<unknown[][]> {
    await client.query("begin isolation level read committed");
    try {
      const results = await executeAll(databaseOf(client), calls);
      await client.query("commit");
      return results;
    } catch (error) {
      await client.query("rollback");
      // Drizzle wraps what the server said.
      throw error instanceof Error && error.cause instanceof DatabaseError ? error.cause : error;
    }
  }

  const query: Query = (config, values) => use((client) => send(client, config, values), queryTimeoutMs);
  return {
    database: guard(openDrizzle(query), (prepared, values) =>
      // Drizzle's own configuration of a prepared statement: its name, its text, rows as lists, types as text.
      query(Reflect.get(prepared, "queryConfig"), values),
    ),
    transact: (calls) => use((client) => transactOn(client, calls), deadlineMs),
    migrate: migrateOverTcp,
    close: () => pool.end(),
  };
}

type Query = (config: QueryConfig, values: unknown[]) => Promise<QueryResult>;

/** Drizzle over whatever sends its queries; of a client it calls nothing else, for nothing here asks it to transact. */
function openDrizzle(query: Query) {
  return drizzle({ query } as unknown as Pool);
}

/**
 * Sends a query in pg's callback form. Through its promises, and through its `query_timeout`, every answer stays alive
 * through two garbage collections.
 */
function send(client: PoolClient, config: QueryConfig, values: unknown[]): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    client.query({ ...config, values }, (error: Error | null, result: QueryResult) =>
      error ? reject(error) : resolve(result),
    );
  });
}
