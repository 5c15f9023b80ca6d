import { eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "./client";
import { userClock } from "./schema/tasks";

/**
 * Bumps the owner's counter. It comes first in every write: who holds its row writes, so a person's writes are in
 * line and nothing deadlocks. A user who is gone breaks its foreign key.
 */
export function tickClock(database: Database) {
  return database.$with("tick").as(
    database
      .insert(userClock)
      .values({ userId: sql.placeholder("owner"), revision: 1 })
      .onConflictDoUpdate({ target: userClock.userId, set: { revision: sql`${userClock.revision} + 1` } })
      .returning({ revision: userClock.revision }),
  );
}

/** Locks the owner's counter without bumping it, for work that only takes away: nobody writes meanwhile. */
export function lockClock(database: Database) {
  return database.$with("clock").as(
    database
      .select({ revision: userClock.revision })
      .from(userClock)
      .where(eq(userClock.userId, sql.placeholder("owner")))
      .for("update"),
  );
}

const leastDigits = 11;

/**
 * Where a task stands that names no place: behind all that were made before it. The revision in hexadecimal is a key of
 * fractional-indexing, whose first letter says how many digits follow: "k" eleven, and "l" twelve from 16^11 on.
 */
export function defaultPosition(revision: SQLWrapper): SQL {
  const digits = sql`to_hex(${revision})`;
  const count = sql`greatest(${sql.raw(String(leastDigits))}, length(${digits}))`;
  return sql`chr(ascii('a') - 1 + ${count}) || lpad(${digits}, ${count}, '0')`;
}
