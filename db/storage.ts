import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import type { Database } from "./client";
import { refuse } from "./refusal";
import { userStorage } from "./schema/tasks";

/** The bytes of a task's text, which is what there may be much of. */
export const textBytes = ({ title, description }: { title: unknown; description: unknown }): SQL<number> =>
  sql<number>`(octet_length(${title}) + octet_length(${description}))`;

/**
 * Counts what a statement has added to a person's things, or taken from them. The clock's row is locked by then, so that
 * nobody counts beside it.
 * @param source a select of the owner, the tasks more and the bytes more: one row, or none where nothing is to count
 */
export function countStorage(database: Database, source: SQL) {
  return database.$with("stored").as(
    database
      .insert(userStorage)
      .select(source)
      .onConflictDoUpdate({
        target: userStorage.userId,
        set: {
          tasks: sql`${userStorage.tasks} + excluded.tasks`,
          bytes: sql`${userStorage.bytes} + excluded.bytes`,
        },
      })
      .returning({ tasks: userStorage.tasks, bytes: userStorage.bytes }),
  );
}

type Stored = ReturnType<typeof countStorage>;

/** The verdict on a write that leaves a person more than one may have. */
export const tooMany = (stored: Stored): SQL =>
  sql`when ${stored.tasks} > ${sql.placeholder("tasksMax")}::bigint
      or ${stored.bytes} > ${sql.placeholder("bytesMax")}::bigint then ${refuse("too_many")}`;

/** The values that `tooMany` needs; null is no limit. */
export function storageLimits(): { tasksMax: number | null; bytesMax: number | null } {
  const { TASKS_PER_PERSON, MEGABYTES_PER_PERSON } = env();
  return { tasksMax: TASKS_PER_PERSON || null, bytesMax: Math.floor(MEGABYTES_PER_PERSON * 1024 * 1024) || null };
}
