import { sql } from "drizzle-orm";
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
