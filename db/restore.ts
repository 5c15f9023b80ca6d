import { eq, gt, sql } from "drizzle-orm";
import { type Database, defineStatement } from "./client";
import { task, taskTombstone, userClock } from "./schema/tasks";

const owner = sql.placeholder("owner");
const by = sql`${sql.placeholder("by")}::bigint`;
const pageSize = 1000;

const ownersStatement = defineStatement("restore_owners", (database) =>
  database
    .select({ owner: userClock.userId })
    .from(userClock)
    .where(gt(userClock.userId, sql`${sql.placeholder("after")}::uuid`))
    .orderBy(userClock.userId)
    .limit(pageSize),
);

const advanceStatement = defineStatement("restore_advance", (database) => {
  const clock = database.$with("clock").as(
    database
      .update(userClock)
      .set({ revision: sql`${userClock.revision} + ${by}`, horizon: sql`${userClock.revision} + ${by}` })
      .where(eq(userClock.userId, owner))
      .returning({ owner: userClock.userId }),
  );
  const gone = database.$with("gone").as(
    database
      .update(taskTombstone)
      .set({ revision: sql`${taskTombstone.revision} + ${by}` })
      .where(eq(taskTombstone.userId, owner))
      .returning({ id: taskTombstone.id }),
  );
  const moved = database.$with("moved").as(
    database
      .update(task)
      .set({ revision: sql`${task.revision} + ${by}` })
      .where(eq(task.userId, owner))
      .returning({ id: task.id }),
  );
  return database
    .with(clock, gone, moved)
    .select({ tasks: sql<number>`(select count(*)::int from moved)` })
    .from(clock);
});

/**
 * Moves every revision on after a backup was restored, so that none is ever given out twice: whoever holds one from
 * before, from writes that the backup lacks, is told to start again (410), and an ETag from before matches nothing.
 * The present time in milliseconds is added, for the same backup may be restored more than once.
 * @returns how many people and tasks there are
 */
export async function advanceRevisions(database: Database, now: Date): Promise<{ people: number; tasks: number }> {
  const counts = { people: 0, tasks: 0 };
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const found = await ownersStatement.prepare(database).execute({ after });
    for (const { owner } of found) {
      const [row] = await advanceStatement.prepare(database).execute({ owner, by: now.getTime() });
      counts.people++;
      counts.tasks += row?.tasks ?? 0;
    }
    const last = found.at(-1);
    if (!last || found.length < pageSize) return counts;
    after = last.owner;
  }
}
