import { setTimeout as sleep } from "node:timers/promises";
import { type NeonQueryFunction, neon, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-http";
import { type Connection, fillCall, guard } from "@/db/client";
import { toDatabaseError, unavailable } from "@/db/errors";
import { migrateOverTcp } from "@/db/migrations";
import { isReadText } from "@/db/statement-kind";
import { getUsage } from "@/db/usage";
import { env } from "@/lib/env";
import { findFate } from "./neon-fate";

// A compute that sleeps takes up to 5 s to wake, and a function may run for a minute (vercel.json).
const deadlineMs = 10_000;
// Before what was never sent is sent again.
const pausesMs = [100, 300];
// And further on, while the compute wakes: Neon's proxy waits for it, or says at once that it can't be reached yet.
const wakingPauseMs = 1000;

/** Neon, one HTTP request per statement. What has no answer within the deadline is unavailable. */
export function connect(options: { deadlineMs?: number } = {}): Connection {
  const { DATABASE_URL = "", NEON_HTTP_ENDPOINT } = env();
  if (NEON_HTTP_ENDPOINT) neonConfig.fetchEndpoint = NEON_HTTP_ENDPOINT;
  const client = persist(neon(DATABASE_URL), options.deadlineMs ?? deadlineMs);
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
      // All go in one request, whichever of them is refused.
      const usage = getUsage();
      if (usage) usage.statements += calls.length;
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

/** The same client, whose every request ends within the deadline, and is sent again where that can do no harm. */
function persist(client: Client, deadlineMs: number): Client {
  return new Proxy(client, {
    get(target, key, receiver) {
      if (key === "query") {
        return (sql: string, params: unknown[], options?: object) => {
          // Without options it is a part of a transaction, and not sent by itself.
          if (!options) return target.query(sql, params);
          return send(deadlineMs, isReadText(sql), (fetchOptions) =>
            target.query(sql, params, { ...options, fetchOptions }),
          );
        };
      }
      if (key === "transaction") {
        return (queries: Parameters<Client["transaction"]>[0], options: object) =>
          send(deadlineMs, false, (fetchOptions) => target.transaction(queries, { ...options, fetchOptions }));
      }
      return Reflect.get(target, key, receiver);
    },
  });
}

/**
 * Sends a request until it is answered. What the database has not heard of is sent again after a pause: up to twice
 * without a connection, on and on while the compute wakes. What may be carried out twice is sent once more, at once, if
 * the answer was lost. All of it ends within the deadline.
 */
async function send<T>(
  deadlineMs: number,
  mayRepeat: boolean,
  attempt: (fetchOptions: RequestInit) => PromiseLike<T>,
): Promise<T> {
  const until = Date.now() + deadlineMs;
  const signal = AbortSignal.timeout(deadlineMs);
  let pauses = 0;
  let losses = 0;
  for (;;) {
    try {
      // A redirection would take the password with it, which is in a header of Neon's own.
      return await attempt({ signal, redirect: "error" });
    } catch (error) {
      const fate = findFate(error);
      if (signal.aborted) throw unavailable();
      if (fate === "answered") throw toDatabaseError(error);
      if (fate === "lost") {
        if (!mayRepeat || losses++ > 0) throw unavailable({ isLost: true });
        continue;
      }
      const pauseMs = pausesMs[pauses++] ?? (fate === "asleep" ? wakingPauseMs : Number.POSITIVE_INFINITY);
      if (Date.now() + pauseMs >= until) throw unavailable();
      await sleep(pauseMs);
    }
  }
}
