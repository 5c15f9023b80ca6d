import { sql } from "drizzle-orm";
import { defineStatement, run } from "./client";

const pingStatement = defineStatement("ping", (database) =>
  database.select({ one: sql<number>`1`.as("one") }).from(sql`(values (1)) as ping`),
);

/** Resolves when the database answers. Throws a DatabaseError. */
export async function pingDatabase(): Promise<void> {
  await run(pingStatement, {});
}
