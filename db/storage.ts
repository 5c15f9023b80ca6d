import { eq, lt, type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import { type Database, defineStatement, transact } from "./client";
import { lockClock } from "./clock";
import { refuse } from "./refusal";
import { idempotencyKey, task, taskTombstone, userStorage } from "./schema/tasks";

const owner = sql.placeholder("owner");

/** The bytes of a task's text, which is what there may be much of. */
export const textBytes = ({ title, description }: { title: unknown; description: unknown }): SQL<number> =>
  sql<number>`(octet_length(${title}) + octet_length(${description}))`;

/** What a deletion keeps for those who follow the changes, in bytes. */
export const tombstoneBytes = sql.raw("64");

/**
 * Counts what a statement has added to a person's things, or taken from them. The clock's row is locked by then, so that
 * nobody counts beside it.
 * @param source a select of the owner, the tasks more and the bytes more: one row, or none where nothing is to count
 */
export function countStorage(database: Database, source: SQL) {
  return database.$with("stored").as(
    database
      .insert(userStorage)
      // Whoever has no row yet begins with what is counted here.
      .select(sql`select more.*, now() from (${source}) as more`)
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

/** The people who were last counted before a moment, some at a time. */
export const longUncounted = defineStatement("storage_long_uncounted", (database) =>
  database
    .select({ owner: userStorage.userId })
    .from(userStorage)
    .where(lt(userStorage.countedAt, sql`${sql.placeholder("before")}::timestamptz`))
    .limit(1000),
);

const lockStatement = defineStatement("storage_lock", (database) => {
  const clock = lockClock(database);
  return database.with(clock).select({ revision: clock.revision }).from(clock);
});

// A statement of its own, behind the lock: it sees what was committed while that was waited for.
const recountStatement = defineStatement("storage_recount", (database) => {
  const sum = (table: typeof task | typeof taskTombstone | typeof idempotencyKey, bytes: SQL) =>
    sql`coalesce((select sum(${bytes}) from ${table} where ${table.userId} = ${owner}), 0)`;
  const keys = sum(idempotencyKey, sql`${idempotencyKey.bytes}`);
  return database
    .update(userStorage)
    .set({
      tasks: sql`(select count(*) from ${task} where ${task.userId} = ${owner})`,
      bytes: sql`${sum(task, textBytes(task))} + ${keys} + ${sum(taskTombstone, tombstoneBytes)}`,
      countedAt: sql`now()`,
    })
    .where(eq(userStorage.userId, owner))
    .returning({ owner: userStorage.userId });
});

/**
 * Counts a person's things from what there is: when keys have left, and now and then, for a version that did not count yet
 * may have written meanwhile. Throws a DatabaseError.
 */
export async function recountStorage(owner: string): Promise<void> {
  const values = { owner };
  await transact(owner, [
    { statement: lockStatement, values },
    { statement: recountStatement, values },
  ]);
}
