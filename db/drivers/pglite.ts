import { mkdirSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Connection, guard } from "@/db/client";
import { lockDirectory } from "@/db/lock";
import { migrationsFolder } from "@/db/migrations";
import { env } from "@/lib/env";

/** The embedded database in DATA_DIR, which this process alone may open. It migrates itself. */
export async function connect(): Promise<Connection> {
  const directory = path.resolve(env().DATA_DIR, "postgres");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(directory);
  let client: PGlite | undefined;
  try {
    client = await PGlite.create({ dataDir: directory, relaxedDurability: false });
    const connection = adopt(client, unlock);
    await connection.migrate(migrationsFolder());
    return connection;
  } catch (error) {
    await client?.close();
    unlock();
    throw error;
  }
}

/** A connection over a PGlite that is open already. */
export function adopt(client: PGlite, onClose: () => void = () => {}): Connection {
  const raw = drizzle(client);
  return {
    database: guard(drizzle(client)),
    transact: (calls) =>
      client.transaction(async (tx) => {
        // PGlite's transaction takes the queries that its client takes; Drizzle's type does not know.
        const database = drizzle(tx as unknown as PGlite);
        const results: unknown[][] = [];
        for (const { statement, values } of calls) results.push(await statement.prepare(database).execute(values));
        return results;
      }),
    migrate: (folder) => migrate(raw, { migrationsFolder: folder }),
    async close() {
      await client.close();
      onClose();
    },
  };
}
