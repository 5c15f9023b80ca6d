import { type NeonQueryFunction, neon, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-http";
import { type Connection, fillCall, guard } from "@/db/client";
import { migrateOverTcp } from "@/db/migrations";
import { env } from "@/lib/env";

// A compute that sleeps takes up to 5 s to wake.
const queryTimeoutMs = 10_000;

/** Neon, one HTTP request per statement. */
export function connect(): Connection {
  const { DATABASE_URL = "", NEON_HTTP_ENDPOINT } = env();
  if (NEON_HTTP_ENDPOINT) neonConfig.fetchEndpoint = NEON_HTTP_ENDPOINT;
  const client = withTimeout(neon(DATABASE_URL));
  const database = guard(drizzle(client));
  return {
    database,
    async transact(calls) {
      const prepared = calls.map(({ statement }) => statement.prepare(database));
      const queries = calls.map(({ values }, index) => {
        const statement = prepared[index];
        if (!statement) throw new RangeError("a call without its statement");
        const { sql, params } = fillCall(statement, values);
        return client.query(sql, params);
      });
      const results = await client.transaction(queries, {
        isolationLevel: "ReadCommitted",
        arrayMode: true,
        fullResults: true,
      });
      return prepared.map((statement, index) => statement.mapResult(results[index], true)) as unknown[][]; // rows, by Drizzle's contract
    },
    migrate: migrateOverTcp,
    close: async () => {},
  };
}

type Client = NeonQueryFunction<false, false>;

/** The same client, whose every request ends within the timeout. */
function withTimeout(client: Client): Client {
  const fetchOptions = () => ({ signal: AbortSignal.timeout(queryTimeoutMs) });
  return new Proxy(client, {
    get(target, key, receiver) {
      if (key === "query") {
        return (sql: string, params: unknown[], options?: object) =>
          target.query(sql, params, options && { ...options, fetchOptions: fetchOptions() });
      }
      if (key === "transaction") {
        return (queries: Parameters<Client["transaction"]>[0], options: object) =>
          target.transaction(queries, { ...options, fetchOptions: fetchOptions() });
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
