import { and, eq, gt, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { pageMaxBytes } from "@/lib/contract/limits";
import type { Changes } from "@/lib/contract/queries";
import { defineStatement, run } from "./client";
import { user } from "./schema/auth";
import { task, taskTombstone, userClock } from "./schema/tasks";
import { taskColumns, toTask } from "./task-row";
import { UserGone } from "./tasks";

const owner = sql.placeholder("owner");
const since = sql.placeholder("since");
const limit = sql.placeholder("limit");

const changesStatement = defineStatement("task_changes", (database) => {
  const changed = database
    .select({ id: task.id, revision: task.revision, isGone: sql<boolean>`false`.as("is_gone") })
    .from(task)
    .where(and(eq(task.userId, owner), gt(task.revision, since)))
    .orderBy(task.revision)
    .limit(limit);
  const again = database
    .select({ id: task.id })
    .from(task)
    .where(and(eq(task.userId, owner), eq(task.id, taskTombstone.id)));
  const gone = database
    .select({ id: taskTombstone.id, revision: taskTombstone.revision, isGone: sql<boolean>`true`.as("is_gone") })
    .from(taskTombstone)
    // A first snapshot has nothing to forget; what was deleted and made again is not deleted.
    .where(
      and(
        eq(taskTombstone.userId, owner),
        gt(taskTombstone.revision, since),
        sql`${since}::bigint > 0`,
        // One look by the key per tombstone; `not exists` becomes a join with all of the owner's tasks.
        sql`${again} is null`,
      ),
    )
    .orderBy(taskTombstone.revision)
    .limit(limit);
  const all = unionAll(changed, gone).orderBy(sql`revision`).limit(limit).as("all_entries");
  const size = sql`coalesce(octet_length(${task.search}), 0)`;
  const entry = database
    .select({
      ...{ id: all.id, revision: all.revision, isGone: all.isGone },
      before: sql`sum(${size}) over (order by ${all.revision} rows unbounded preceding) - ${size}`.as("before"),
      count: sql<number>`(count(*) over ())::int`.as("count"),
    })
    .from(all)
    .leftJoin(task, and(eq(task.userId, owner), eq(task.id, all.id), sql`not ${all.isGone}`))
    .as("entry");
  return database
    .select({
      clock: { revision: userClock.revision, horizon: userClock.horizon },
      entry: { id: entry.id, revision: entry.revision, isGone: entry.isGone, count: entry.count },
      task: taskColumns,
    })
    .from(user)
    .leftJoin(userClock, eq(userClock.userId, user.id))
    .leftJoin(entry, sql`${entry.before} < ${sql.raw(String(pageMaxBytes))}`)
    .leftJoin(task, and(eq(task.userId, user.id), eq(task.id, entry.id), sql`not ${entry.isGone}`))
    .where(eq(user.id, owner))
    .orderBy(entry.revision);
});

// A first snapshot that takes several pages may pass under the horizon: its `revision` says that it is one, by a bit
// that the counter never reaches.
const snapshotBit = 2 ** 52;

/**
 * Everything of the owner's that changed after `since`, oldest first, from one snapshot of the database.
 * A page of long texts ends before its limit. Undefined if `since` can't be answered: ahead of the counter, or older than the oldest deletion that is kept.
 * Throws UserGone.
 */
export async function listChanges(owner: string, since: number, limit: number): Promise<Changes | undefined> {
  const isSnapshot = since === 0 || since >= snapshotBit;
  const from = since >= snapshotBit ? since - snapshotBit : since;
  const rows = await run(changesStatement, { owner, since: from, limit: limit + 1 });
  const [first] = rows;
  if (!first) throw new UserGone();
  const { revision, horizon } = first.clock ?? { revision: 0, horizon: 0 };
  if (from > revision || (!isSnapshot && from < horizon)) return undefined;

  const entries = rows.flatMap(({ entry, task }) => (entry ? [{ ...entry, task }] : []));
  const page = entries.slice(0, limit);
  const hasMore = (entries[0]?.count ?? 0) > page.length;
  const last = page.at(-1)?.revision ?? revision;
  return {
    items: page.flatMap(({ task }) => (task ? [toTask(task)] : [])),
    deleted: page.flatMap(({ isGone, id, revision }) => (isGone ? [{ id, revision }] : [])),
    revision: !hasMore ? revision : isSnapshot && last < horizon ? last + snapshotBit : last,
    hasMore,
  };
}
