import { fillPlaceholders, type Query } from "drizzle-orm";
import type { PgDatabase, PgPreparedQuery, PgQueryResultHKT, PreparedQueryConfig } from "drizzle-orm/pg-core";
import { databaseDriver } from "@/lib/env";
import { forget, isMade, once } from "@/lib/once";
import { toDatabaseError } from "./errors";
import { compileRowMapper } from "./row-mapper";
import { isRead } from "./statement-kind";
import { takeTurn } from "./turns";
import { getUsage } from "./usage";

/** What the rest of the code may do with a database: one statement at a time. */
export type Database = Pick<PgDatabase<PgQueryResultHKT>, "select" | "insert" | "update" | "delete" | "with" | "$with">;

/** A statement as a driver sees it: text with `$1`, its parameters, and how its rows become objects. */
export type Prepared<Row> = {
  execute(values?: Record<string, unknown>): Promise<Row[]>;
  getQuery(): Query;
  mapResult(result: unknown, isFromBatch?: boolean): unknown;
};

/** A statement with the values of its placeholders. */
export type Call = { statement: Statement<unknown>; values: Record<string, unknown> };

/** What a driver offers (db/drivers/). */
export type Connection = {
  database: Database;
  /** Runs the calls in order in one READ COMMITTED transaction and returns the rows of each. */
  transact(calls: readonly Call[]): Promise<unknown[][]>;
  migrate(folder: string): Promise<void>;
  /** Keeps a snapshot if anything was written since the last, or if it must; the embedded database's alone. Returns its file. */
  snapshot?(options?: { isForced?: boolean }): Promise<string | undefined>;
  close(): Promise<void>;
};

export type Statement<Row> = { prepare(database: Database): Prepared<Row> };

async function connect(): Promise<Connection> {
  switch (databaseDriver()) {
    case "pglite":
      return (await import("./drivers/pglite")).connect();
    case "neon-http":
      return (await import("./drivers/neon-http")).connect();
    case "pg":
      return (await import("./drivers/pg")).connect();
  }
}

/** The connection that this process shares; opened at the first call, and again after a failed opening. */
export const getConnection = once("database", () =>
  connect().catch((error: unknown) => {
    forget("database");
    throw error;
  }),
);

/** Closes the connection, if one was opened. */
export async function closeDatabase(): Promise<void> {
  if (!isMade("database")) return;
  const open = await getConnection();
  forget("database");
  await open.close();
}

/**
 * Declares a statement. Drizzle builds it once per database, PostgreSQL plans it once per connection.
 * @param name unique, at most 63 bytes; empty for a statement that is not worth planning once
 */
export function defineStatement<Row>(
  name: string,
  build: (database: Database) => {
    prepare(
      name: string,
    ): Omit<Prepared<unknown>, "execute"> & { execute(values?: Record<string, unknown>): Promise<Row[]> };
  },
): Statement<Row> {
  const prepared = new WeakMap<Database, Prepared<Row>>();
  return {
    prepare(database) {
      const known = prepared.get(database);
      if (known) return known;
      const fresh = build(database).prepare(name);
      prepared.set(database, fresh);
      return fresh;
    },
  };
}

/** Runs one statement, in the turn of the person whose `owner` is among its values. Throws a DatabaseError. */
export async function run<Row>(statement: Statement<Row>, values: Record<string, unknown>): Promise<Row[]> {
  const { database } = await getConnection();
  const prepared = statement.prepare(database);
  const { owner } = values;
  if (typeof owner !== "string") return await prepared.execute(values);
  return await takeTurn(owner, isRead(prepared) ? "read" : "write", async () => prepared.execute(values));
}

/** Executes the statements of a transaction that is open on `database`, until one fails, and counts each. */
export async function executeAll(database: Database, calls: readonly Call[]): Promise<unknown[][]> {
  const usage = getUsage();
  const results: unknown[][] = [];
  for (const { statement, values } of calls) {
    if (usage) usage.statements++;
    results.push(await statement.prepare(database).execute(values));
  }
  return results;
}

/**
 * Runs statements in order in one READ COMMITTED transaction; a refusal undoes them all. All are of one owner, and it is
 * one write of his. Throws a DatabaseError.
 */
export async function transact(owner: string, calls: readonly Call[]): Promise<unknown[][]> {
  const connection = await getConnection();
  return await takeTurn(owner, "write", () => transactOn(connection, calls));
}

async function transactOn({ transact }: Connection, calls: readonly Call[]): Promise<unknown[][]> {
  const usage = getUsage();
  usage?.begin(0);
  try {
    return await transact(calls);
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    usage?.end();
  }
}

/** The text and parameters of a call, for a driver that sends them itself. */
export function fillCall(prepared: Prepared<unknown>, values: Record<string, unknown>): Query {
  const { sql, params } = prepared.getQuery();
  return { sql, params: fillPlaceholders(params, values) };
}

/** Sends a statement that Drizzle has prepared. Its rows are lists. */
type SendPrepared = (
  prepared: PgPreparedQuery<PreparedQueryConfig>,
  values: unknown[],
) => Promise<{ rows: readonly unknown[][] }>;

/**
 * The same Drizzle database, whose statements are counted, throw nothing but a DatabaseError and read their rows faster.
 * @param send what sends statements instead of Drizzle, whose own way to the driver is several promises long
 */
export function guard<T extends PgDatabase<PgQueryResultHKT>>(database: T, send?: SendPrepared): T {
  const { session } = database._;
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = function prepare<Config extends PreparedQueryConfig>(
    ...[query, fields, name, isInArrayMode, customMapper, ...rest]: Parameters<typeof prepareQuery<Config>>
  ): PgPreparedQuery<Config> {
    const joins = (): unknown => Reflect.get(prepared, "joinsNotNullableMap");
    const compiled = fields && compileRowMapper<Config["execute"]>(fields, (table) => !Object(joins())[table]);
    const prepared = prepareQuery<Config>(query, fields, name, isInArrayMode, customMapper ?? compiled, ...rest);
    const sendItself = prepared.execute.bind(prepared);
    const execute: typeof sendItself =
      send && compiled && !customMapper
        ? (values = {}) => send(prepared, fillPlaceholders(query.params, values)).then(({ rows }) => compiled(rows))
        : sendItself;
    prepared.execute = (values) => {
      const usage = getUsage();
      usage?.begin(1);
      return execute(values).then(
        (rows) => {
          usage?.end();
          return rows;
        },
        (error: unknown) => {
          usage?.end();
          throw toDatabaseError(error);
        },
      );
    };
    return prepared;
  };
  return database;
}
