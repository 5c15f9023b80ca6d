import { sql } from "drizzle-orm";
import { withinDeadline } from "@/lib/deadline";
import { defineStatement, run } from "./client";
import { toDatabaseError } from "./errors";

const pingStatement = defineStatement("ping", (database) =>
  database.select({ one: sql<number>`1`.as("one") }).from(sql`(values (1)) as ping`),
);

const deadlineMs = 2000;

/** Resolves when the database answers. Throws a DatabaseError when it does not within 2 s. */
export async function pingDatabase(): Promise<void> {
  try {
    await withinDeadline(run(pingStatement, {}), deadlineMs);
  } catch (error) {
    throw toDatabaseError(error);
  }
}
