import type { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Connection, executeAll, guard } from "@/db/client";
import { embeddedPaths, openEmbedded } from "@/db/embedded";
import { lockDirectory, snapshotSignal } from "@/db/lock";
import { migrationsFolder } from "@/db/migrations";
import { advanceRevisions } from "@/db/restore";
import { addSnapshot } from "@/db/snapshots";

/**
 * The embedded database in DATA_DIR, which this process alone may open. It migrates itself, and leaves a snapshot when it
 * is closed, or when the process that holds it is told to by a signal.
 */
export async function connect(): Promise<Connection> {
  const { directory, backups } = embeddedPaths();
  let connection: Connection | undefined;
  const hear = () =>
    void connection?.snapshot?.({ isForced: true }).catch((error: unknown) => {
      process.emitWarning(`No snapshot of the embedded database could be written: ${error}`);
    });
  // Before the lock is taken, for whoever holds it is sent the signal, and without a listener it would end the process.
  process.on(snapshotSignal, hear);
  let release = () => void process.off(snapshotSignal, hear);
  let client: PGlite | undefined;
  try {
    const unlock = lockDirectory(directory);
    release = () => {
      unlock();
      process.off(snapshotSignal, hear);
    };
    const opened = await openEmbedded(directory, backups);
    client = opened.client;
    connection = withSnapshots(client, adopt(client, release), backups);
    await connection.migrate(migrationsFolder());
    if (opened.isRestored) await advanceRevisions(connection.database, new Date());
    return connection;
  } catch (error) {
    await client?.close();
    release();
    throw error;
  }
}

/** The same connection, which keeps snapshots of what was written since the last one. */
function withSnapshots(client: PGlite, connection: Connection, backups: string): Connection {
  let known: string | undefined;
  async function snapshot({ isForced = false } = {}): Promise<string | undefined> {
    // Read before the copy is made: what is written in between is to be in the next one too, rather than in none.
    const position = await readPosition(client);
    if (!isForced && position === known) return undefined;
    const archive = await client.dumpDataDir("none");
    const file = await addSnapshot(backups, new Uint8Array(await archive.arrayBuffer()), new Date());
    known = position;
    return file;
  }
  return {
    ...connection,
    snapshot,
    async close() {
      try {
        await snapshot();
      } finally {
        await connection.close();
      }
    },
  };
}

/** How far the log of all writes is. */
async function readPosition(client: PGlite): Promise<string | undefined> {
  const { rows } = await client.query<{ position: string }>("select pg_current_wal_insert_lsn()::text as position");
  return rows[0]?.position;
}

/** A connection over a PGlite that is open already. */
export function adopt(client: PGlite, onClose: () => void = () => {}): Connection {
  const raw = drizzle(client);
  return {
    database: guard(drizzle(client)),
    transact: (calls) =>
      // PGlite's transaction takes the queries that its client takes; Drizzle's type does not know.
      client.transaction((tx) => executeAll(drizzle(tx as unknown as PGlite), calls)),
    migrate: (folder) => migrate(raw, { migrationsFolder: folder }),
    async close() {
      await client.close();
      onClose();
    },
  };
}
