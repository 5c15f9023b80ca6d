import type { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { mapResultRow } from "drizzle-orm/utils";
import { type Connection, fillCall, guard, type Prepared } from "@/db/client";
import { watchDisk } from "@/db/disk";
import { embeddedPaths, openEmbedded, reopenEmbedded } from "@/db/embedded";
import { makeQueue, type Queue, statementTimeoutMs } from "@/db/embedded-queue";
import type { Statement, Thread } from "@/db/embedded-thread";
import { lockDirectory } from "@/db/lock";
import { migrationsFolder } from "@/db/migrations";
import { advanceRevisions } from "@/db/restore";
import { type Answered, answerRequests } from "@/db/snapshot-requests";
import { addSnapshot, removeLeftovers } from "@/db/snapshots";
import { getUsage } from "@/db/usage";

// Drizzle exports it, and keeps it out of its types.
declare module "drizzle-orm/utils" {
  function mapResultRow(fields: unknown, row: unknown, joinsNotNullableMap: unknown): unknown;
}

// How long a full disk goes unseen, and who asks for a snapshot waits for one to begin.
const lookEveryMs = 1000;

/**
 * The embedded database in DATA_DIR, which this process alone may open, in a thread of its own. It migrates itself, leaves
 * a snapshot when it is closed, or when another process asks for one, and is only read while its disk is full.
 */
export async function connect(): Promise<Connection> {
  const { directory, backups } = embeddedPaths();
  const unlock = await lockDirectory(directory);
  let thread: Thread | undefined;
  try {
    removeLeftovers(backups);
    const opened = await openEmbedded(directory, backups);
    ({ thread } = opened);
    await prepare(thread, opened.isRestored);
    return await supervise(thread, directory, backups, unlock);
  } catch (error) {
    await thread?.end();
    unlock();
    throw error;
  }
}

/** Migrates a database that was just opened, and moves its revisions on if it is older than what was there before. */
export async function prepare(thread: Thread, isRestored: boolean): Promise<{ people: number; tasks: number }> {
  const client = {
    query: toQuery(thread),
    async transaction<T>(work: (transaction: unknown) => Promise<T>): Promise<T> {
      await client.query("begin");
      try {
        const result = await work(client);
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
    },
  };
  await migrate(drizzle({ client: asPglite(client) }), { migrationsFolder: migrationsFolder() });
  if (!isRestored) return { people: 0, tasks: 0 };
  return await advanceRevisions(guard(drizzle({ client: asPglite(client) })), new Date());
}

/** A connection that puts another thread in the place of one that ended, and keeps an eye on the disk and on requests. */
async function supervise(first: Thread, directory: string, backups: string, unlock: () => void): Promise<Connection> {
  const isDiskFull = watchDisk(directory);
  let isReadOnly = false;
  const queue = makeQueue(first, async (attempt, signal) => {
    const isFull = await isDiskFull();
    if (attempt === 0) process.emitWarning("The embedded database stopped answering, and is opened again.");
    // It is tried once for those who read. Later it is only worth its second where there is room for what it needs.
    else if (isFull) throw new Error("The disk is full");
    const first = readOnlyStatement(isFull);
    const thread = await reopenEmbedded(directory, { first, timeoutMs: statementTimeoutMs, signal });
    isReadOnly = isFull;
    return thread;
  });
  async function refuseWritesWhenFull(): Promise<void> {
    const isFull = await isDiskFull();
    if (isFull === isReadOnly) return;
    await queue.query(readOnlyStatement(isFull));
    isReadOnly = isFull;
  }
  try {
    await refuseWritesWhenFull();
  } catch (error) {
    // The lock is given back next, and until then the queue could open the directory.
    await queue.close();
    throw error;
  }
  const answered: Answered = new Map();
  const { makeSnapshot, keepSnapshot } = prepareSnapshots(queue, backups);
  const stopLooking = repeat(async () => {
    await refuseWritesWhenFull();
    await answerRequests(backups, makeSnapshot, answered);
  });
  return {
    ...adopt(queue),
    snapshot: ({ isForced = false } = {}) => (isForced ? makeSnapshot() : keepSnapshot()),
    async close() {
      await stopLooking();
      // Who stops the server can do nothing about it any more, and it was said.
      await keepSnapshot().catch(() => {});
      await queue.close();
      unlock();
    },
  };
}

/** What PostgreSQL itself then refuses to write, with an SQLSTATE that is a 503. */
function readOnlyStatement(isReadOnly: boolean): Statement {
  return { text: `set default_transaction_read_only to ${isReadOnly ? "on" : "off"}`, params: [] };
}

/** What makes a snapshot, and what does so if something was written since the last one. Both say why there is none. */
function prepareSnapshots(queue: Queue, backups: string) {
  let known: string | undefined;
  async function makeSnapshot(): Promise<string> {
    try {
      const { archive, position } = await queue.dump();
      const file = await addSnapshot(backups, new Uint8Array(archive), new Date());
      known = position;
      return file;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      process.emitWarning(`No snapshot of the embedded database could be written: ${reason}`);
      throw error;
    }
  }
  async function keepSnapshot(): Promise<string | undefined> {
    const text = "select pg_current_wal_insert_lsn()::text as position";
    const { rows } = await queue.query({ text, params: [] });
    return Object(rows[0]).position === known ? undefined : await makeSnapshot();
  }
  return { makeSnapshot, keepSnapshot };
}

/** Does something every second; what fails is tried again by the next. Returns what stops it, when it is not under way. */
function repeat(work: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let underWay = Promise.resolve();
  let isOver = false;
  const schedule = () => {
    if (isOver) return;
    timer = setTimeout(() => {
      underWay = work()
        .catch(() => {})
        .then(schedule);
    }, lookEveryMs).unref();
  };
  schedule();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await underWay;
  };
}

/** A connection over a queue that is open already. */
export function adopt(queue: Pick<Queue, "query" | "transact" | "close">): Connection {
  const database = guard(drizzle({ client: asPglite({ query: toQuery(queue) }) }));
  return {
    database,
    async transact(calls) {
      const prepared = calls.map(({ statement }) => statement.prepare(database));
      const statements = prepared.map((statement, index): Statement => {
        const { sql, params } = fillCall(statement, calls[index]?.values ?? {});
        return { text: sql, params, rowMode: "array" };
      });
      // All go in one message, whichever of them is refused.
      const usage = getUsage();
      if (usage) usage.statements += calls.length;
      const results = await queue.transact(statements);
      return prepared.map((statement, index) => mapRows(statement, results[index]?.rows ?? []));
    },
    // It was migrated when it was opened.
    migrate: async () => {},
    close: () => queue.close(),
  };
}

/** The rows of a statement as objects, of lists of columns. Drizzle's driver maps them only where it sends the statement. */
function mapRows(statement: Prepared<unknown>, rows: unknown[]): unknown[] {
  // The fields of its PglitePreparedQuery.
  const { customResultMapper, fields, joinsNotNullableMap } = Object(statement);
  if (customResultMapper) return customResultMapper(rows);
  return fields ? rows.map((row) => mapResultRow(fields, row, joinsNotNullableMap)) : rows;
}

/** A PGlite's way to ask, as Drizzle's driver uses it. */
function toQuery({ query }: Pick<Thread, "query">) {
  return (text: string, params: unknown[] = [], { rowMode }: Pick<Statement, "rowMode"> = {}) =>
    query({ text, params, rowMode });
}

/** Drizzle's driver calls nothing of a PGlite but these. */
function asPglite(client: { query: unknown; transaction?: unknown }): PGlite {
  return client as PGlite;
}
