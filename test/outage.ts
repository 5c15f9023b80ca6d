import { neonConfig } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import pino from "pino";
import { type Connection, getConnection } from "@/db/client";
import { adopt } from "@/db/drivers/pglite";
import { forget, once } from "@/lib/once";
import { execute } from "./database";

// Nothing listens there.
const deadPort = "127.0.0.1:1";

/** What `overWire` proves itself with. */
export const wirePassword = "npg_canary4f1d9c";

/** A connection of the worker's own driver to a database that can't be reached. */
async function connectToNothing(): Promise<Connection> {
  switch (process.env.TEST_DRIVER) {
    case "pg":
      return withEnv({ DATABASE_URL: `postgresql://postgres@${deadPort}/nothing` }, async () =>
        (await import("@/db/drivers/pg")).connect(),
      );
    case "neon-http":
      return (await import("@/db/drivers/neon-http")).connect();
    default: {
      const refuse = () => Promise.reject(new Error("The embedded database is closed"));
      return adopt({ query: refuse, transact: refuse, close: async () => {} });
    }
  }
}

const nothing = once("test-nothing", connectToNothing);

/** Runs with other environment variables. */
export async function withEnv<T>(values: Record<string, string>, run: () => Promise<T>): Promise<T> {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  Object.assign(process.env, values);
  forget("env");
  try {
    return await run();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    forget("env");
  }
}

/** Runs with another connection in the place of the worker's. */
async function withConnection<T>(other: Promise<Connection>, run: () => Promise<T>): Promise<T> {
  const connection = getConnection();
  const use = (value: Promise<Connection>) => {
    forget("database");
    once("database", () => value)();
  };
  use(other);
  try {
    return await run();
  } finally {
    use(connection);
  }
}

/** Runs while the database answers nothing. */
export function withFrozenDatabase<T>(run: () => Promise<T>): Promise<T> {
  return withConnection(new Promise(() => {}), run);
}

/** Runs while the database can't be reached. */
export async function withoutDatabase<T>(run: () => Promise<T>): Promise<T> {
  const dead = await nothing();
  const { fetchEndpoint } = neonConfig;
  neonConfig.fetchEndpoint = `http://${deadPort}/sql`;
  try {
    return await withConnection(Promise.resolve(dead), run);
  } finally {
    neonConfig.fetchEndpoint = fetchEndpoint;
  }
}

/** Runs over a way to Neon's endpoint of the caller's, with a password that nobody may read. */
export async function overWire<T>(url: string, deadlineMs: number, run: () => Promise<T>): Promise<T> {
  const { fetchEndpoint } = neonConfig;
  const address = Object.assign(new URL(process.env.DATABASE_URL ?? ""), { password: wirePassword });
  const { connect } = await import("@/db/drivers/neon-http");
  const other = withEnv({ DATABASE_URL: address.href, NEON_HTTP_ENDPOINT: url }, async () => connect({ deadlineMs }));
  try {
    return await withConnection(other, run);
  } finally {
    neonConfig.fetchEndpoint = fetchEndpoint;
  }
}

/** Runs with a log of its own, and returns its lines. */
export async function recordLog(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  forget("logger");
  once("logger", () => pino({ base: null }, { write: (line: string) => lines.push(line) }))();
  try {
    await run();
  } finally {
    forget("logger");
  }
  return lines;
}

/** Runs while the tables are not what the statements were written for, and returns what was logged. */
export async function withBrokenSchema(run: () => Promise<void>): Promise<string[]> {
  await execute(sql`alter table user_clock rename to user_clock_away`);
  await execute(sql`alter table task rename to task_away`);
  try {
    return await recordLog(run);
  } finally {
    await execute(sql`alter table user_clock_away rename to user_clock`);
    await execute(sql`alter table task_away rename to task`);
  }
}
