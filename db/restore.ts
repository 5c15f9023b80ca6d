import { and, asc, eq, gt, sql } from "drizzle-orm";
import { type Database, defineStatement } from "./client";
import { task, taskTombstone, userClock } from "./schema/tasks";

const owner = sql`${sql.placeholder("owner")}::uuid`;
const by = sql`${sql.placeholder("by")}::bigint`;
const pageSize = 1000;
// So many revisions are moved at once: a slow disk writes as many rows well within the limit of a statement.
const chunkSize = sql.raw("1000");

const ownersStatement = defineStatement("restore_owners", (database) =>
  database
    .select({ owner: userClock.userId })
    .from(userClock)
    .where(gt(userClock.userId, sql`${sql.placeholder("after")}::uuid`))
    .orderBy(asc(userClock.userId))
    .limit(pageSize),
);

const clockStatement = defineStatement("restore_clock", (database) =>
  database
    .update(userClock)
    .set({ revision: sql`${userClock.revision} + ${by}`, horizon: sql`${userClock.revision} + ${by}` })
    .where(eq(userClock.userId, owner))
    .returning({ before: sql<string>`(${userClock.revision} - ${by})::text` }),
);

const end = sql`${sql.placeholder("end")}::bigint`;

const chunkStatement = defineStatement("restore_chunk", (database) => {
  // A maximum and a range are read by the index even where nothing is known of the table yet, as after a restore.
  const findLast = (table: typeof task | typeof taskTombstone) =>
    sql`(select max(revision) from ${table} where user_id = ${owner} and revision <= ${end})`;
  const chunk = database
    .$with("chunk")
    .as(
      database
        .select({ last: sql<string | null>`greatest(${findLast(task)}, ${findLast(taskTombstone)})`.as("last") })
        .from(sql`(values (1)) as one`),
    );
  // A row that is written meanwhile is in no chunk any more, and above the clock's floor by itself.
  const isIn = (table: typeof task | typeof taskTombstone) =>
    and(
      eq(table.userId, owner),
      sql`${table.revision} between (select last - ${chunkSize} + 1 from ${chunk}) and (select last from ${chunk})`,
    );
  const gone = database.$with("gone").as(
    database
      .update(taskTombstone)
      .set({ revision: sql`${taskTombstone.revision} + ${by}` })
      .where(isIn(taskTombstone))
      .returning({ id: taskTombstone.id }),
  );
  const moved = database.$with("moved").as(
    database
      .update(task)
      .set({ revision: sql`${task.revision} + ${by}` })
      .where(isIn(task))
      .returning({ id: task.id }),
  );
  return database
    .with(chunk, gone, moved)
    .select({
      next: sql<string | null>`(last - ${chunkSize})::text`,
      tasks: sql<number>`(select count(*)::int from moved)`,
    })
    .from(chunk);
});

/**
 * Moves a person's rows on, those with the highest revisions first: what has been moved is above all that has not, so
 * that the last revision to be moved tells them apart, and if it is interrupted the order is still that of the writes.
 * @returns how many tasks were moved
 */
async function moveRows(database: Database, owner: string, by: number, last: string): Promise<number> {
  const statement = chunkStatement.prepare(database);
  let tasks = 0;
  let end: string | null = last;
  while (end !== null) {
    const [row] = await statement.execute({ owner, by, end });
    tasks += row?.tasks ?? 0;
    end = row?.next ?? null;
  }
  return tasks;
}

/**
 * Moves every revision on after a backup was restored, so that none is ever given out twice: whoever holds one from
 * before, from writes that the backup lacks, is told to start again (410), and an ETag from before matches nothing.
 * The present time in milliseconds is added, for the same backup may be restored more than once. The clock goes first:
 * whoever is interrupted begins again from the start, and moves a part of the rows, and the clock, twice.
 * @returns how many people and tasks there are
 */
export async function advanceRevisions(database: Database, now: Date): Promise<{ people: number; tasks: number }> {
  const counts = { people: 0, tasks: 0 };
  const by = now.getTime();
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const found = await ownersStatement.prepare(database).execute({ after });
    for (const { owner } of found) {
      const [clock] = await clockStatement.prepare(database).execute({ owner, by });
      // Their account was deleted meanwhile.
      if (!clock) continue;
      counts.people++;
      counts.tasks += await moveRows(database, owner, by, clock.before);
    }
    const last = found.at(-1);
    if (!last || found.length < pageSize) return counts;
    after = last.owner;
  }
}
