import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { priorities } from "@/lib/contract/limits";
import type { Task, TaskPatch, TaskReplace } from "@/lib/contract/task";
import { type Call, type Database, defineStatement, run } from "./client";
import { tickClock } from "./clock";
import { repeatIfLost } from "./errors";
import { refuse } from "./refusal";
import { user } from "./schema/auth";
import { task, taskTombstone } from "./schema/tasks";
import { countStorage, storageLimits, textBytes, tombstoneBytes, tooMany } from "./storage";
import { pickTask, taskColumns, toTask } from "./task-row";

const owner = sql.placeholder("owner");
const id = sql.placeholder("id");

/** The revisions that a write may start from; null for any. */
export type IfRevision = readonly number[] | null;

type Target = { owner: string; id: string; ifRevision?: IfRevision; at?: number | null };

function toValues({ owner, id, ifRevision = null, at = null }: Target) {
  return { owner, id, at, ifRevision: ifRevision && `{${ifRevision.join(",")}}` };
}

const getStatement = defineStatement("task_get", (database) =>
  // The owner's row is the root of every read: no row at all means that the token's user is gone.
  database
    .select({ task: taskColumns })
    .from(user)
    .leftJoin(task, and(eq(task.userId, user.id), eq(task.id, id)))
    .where(eq(user.id, owner)),
);

/** A task of the owner's, trashed ones included. Throws UserGone; undefined if there is none. */
export async function getTask(owner: string, id: string): Promise<Task | undefined> {
  const [row] = await run(getStatement, { owner, id });
  if (!row) throw new UserGone();
  return row.task ? toTask(row.task) : undefined;
}

/** The user that a token speaks for does not exist any more. */
export class UserGone extends Error {
  override readonly name = "UserGone";
}

// The clock's foreign key says so too, but only when the statement has ended.
const isUserGone = sql`not exists (select from ${user} where ${user.id} = ${owner})`;

/** Locks the row and reads what the verdict needs; joined from `tick`, so that the clock's row is locked before it. */
function lockTask(database: Database, tick: ReturnType<typeof tickClock>) {
  const ifRevision = sql`${sql.placeholder("ifRevision")}::bigint[]`;
  return database.$with("cur").as(
    database
      .select({
        id: task.id,
        revision: task.revision,
        completedAt: task.completedAt,
        deletedAt: task.deletedAt,
        bytes: textBytes(task).as("text_bytes"),
        matches: sql<boolean>`(${ifRevision} is null or ${task.revision} = any(${ifRevision}))`.as("matches"),
        patch: sql`${sql.placeholder("patch")}::jsonb`.as("patch"),
      })
      .from(tick)
      .innerJoin(task, and(eq(task.userId, owner), eq(task.id, id)))
      .for("update", { of: task }),
  );
}

/** What a change leaves in each column. The patch is a JSON Merge Patch in columns' terms. */
function applyPatch(patch: SQL.Aliased) {
  const text = (key: string) => sql`${patch} ->> ${sql.raw(`'${key}'`)}`;
  const named = (key: string) => sql`${patch} ? ${sql.raw(`'${key}'`)}`;
  return {
    title: sql`coalesce(${text("title")}, ${task.title})`,
    description: sql`coalesce(${text("description")}, ${task.description})`,
    priority: sql`coalesce((${text("priority")})::smallint, ${task.priority})`,
    position: sql`coalesce(${text("position")}, ${task.position})`,
    dueDate: sql`case when ${named("dueDate")} then (${text("dueDate")})::date else ${task.dueDate} end`,
    dueTime: sql`case when ${named("dueTime")} then (${text("dueTime")})::time else ${task.dueTime} end`,
    completedAt: sql`case when ${named("completedAt")} then (${text("completedAt")})::timestamptz
      when ${named("completed")} then case when (${text("completed")})::boolean then coalesce(${task.completedAt}, now()) end
      else ${task.completedAt} end`,
    deletedAt: sql`case when ${named("trashed")} then case when (${text("trashed")})::boolean then coalesce(${task.deletedAt}, now()) end
      else ${task.deletedAt} end`,
  };
}

// Every change of one task is this statement: update, replace, complete, to the trash and back (design: writes.sql).
const changeStatement = defineStatement("task_change", (database) => {
  const tick = tickClock(database);
  const cur = lockTask(database, tick);
  const next = applyPatch(cur.patch);
  const mayChange = sql`(${cur.deletedAt} is null or ${cur.patch} ? 'trashed')`;
  // Completing what is complete, or trashing what is in the trash, leaves the task as it was.
  const isNoop = sql`${cur.patch} in (
    jsonb_build_object('completed', ${cur.completedAt} is not null), jsonb_build_object('trashed', ${cur.deletedAt} is not null))`;
  const changed = database.$with("changed").as(
    database
      .update(task)
      .set({
        ...next,
        revision: sql`case when ${isNoop} then ${task.revision} else ${tick.revision} end`,
        updatedAt: sql`case when ${isNoop} then ${task.updatedAt} else now() end`,
      })
      .from(tick)
      .innerJoin(cur, sql`true`)
      .where(
        and(
          eq(task.userId, owner),
          eq(task.id, cur.id),
          mayChange,
          sql`${cur.matches}`,
          sql`(${next.dueTime} is null or ${next.dueDate} is not null)`,
        ),
      )
      .returning(taskColumns),
  );
  const more = sql`${textBytes(changed)} - ${cur.bytes}`;
  const stored = countStorage(
    database,
    sql`select ${owner}::uuid, 0, ${more} from ${changed}, ${cur} where ${more} <> 0`,
  );
  const verdict = sql`case
    when ${cur.id} is null and ${isUserGone} then ${refuse("token_invalid")}
    when ${cur.id} is null then ${refuse("not_found")}
    when not ${mayChange} then ${refuse("in_trash")}
    when not ${cur.matches} then ${refuse("precondition_failed", { revision: sql`${cur.revision}` })}
    when ${changed.id} is null then ${refuse("validation_failed", { pointer: "/dueTime" })}
    when ${more} < 0 then null
    ${tooMany(stored)}
  end`;
  return database
    .with(tick, cur, changed, stored)
    .select({ task: pickTask(changed), verdict })
    .from(tick)
    .leftJoin(cur, sql`true`)
    .leftJoin(changed, sql`true`)
    .leftJoin(stored, sql`true`);
});

/** A patch of columns: the contract's, and `trashed`. */
type ColumnPatch = TaskPatch & { trashed?: boolean };

/** The call that changes a task, for `changeTask` or for a batch. */
export function changeCall(target: Target, { priority, ...patch }: ColumnPatch): Call {
  const ranked = priority === undefined ? patch : { ...patch, priority: priorities.indexOf(priority) };
  return {
    statement: changeStatement,
    values: { ...toValues(target), patch: JSON.stringify(ranked), ...storageLimits() },
  };
}

/** Whether a change that is made twice leaves the task, its revision included, as it was after the first time. */
function isIdempotent(patch: ColumnPatch, ifRevision: IfRevision): boolean {
  const [key, ...others] = Object.keys(patch);
  return ifRevision === null && others.length === 0 && (key === "completed" || key === "trashed");
}

/**
 * Changes the fields that are named and no other, and returns the task. Completing and trashing are idempotent.
 * Refuses with not_found, in_trash, precondition_failed, validation_failed (a time without a date), too_many.
 */
export async function changeTask(owner: string, id: string, patch: ColumnPatch, ifRevision: IfRevision): Promise<Task> {
  const change = () => run(changeStatement, changeCall({ owner, id, ifRevision }, patch).values);
  const [row] = await (isIdempotent(patch, ifRevision) ? repeatIfLost(change) : change());
  if (!row?.task) throw new RangeError("a change without a task");
  return toTask(row.task);
}

/** Replaces every writable field; what is absent takes its default, and the position is kept. Refuses as changeTask. */
export async function replaceTask(owner: string, id: string, task: TaskReplace, ifRevision: IfRevision): Promise<Task> {
  const { completed = task.completedAt != null, ...given } = task;
  const defaults = { description: "", priority: "none", dueDate: null, dueTime: null, completed } as const;
  return changeTask(owner, id, { ...defaults, ...given }, ifRevision);
}

const destroyStatement = defineStatement("task_destroy", (database) => {
  const tick = tickClock(database);
  const cur = lockTask(database, tick);
  const gone = database.$with("gone").as(
    database
      .delete(task)
      .where(
        and(
          eq(task.userId, owner),
          inArray(task.id, database.select({ id: cur.id }).from(cur).where(sql`${cur.matches}`)),
        ),
      )
      .returning({ id: task.id, bytes: textBytes(task).as("text_bytes") }),
  );
  const stored = countStorage(database, sql`select ${owner}::uuid, -1, ${tombstoneBytes} - ${gone.bytes} from ${gone}`);
  const tombstone = database.$with("tombstone").as(
    database
      .insert(taskTombstone)
      .select(sql`select ${owner}::uuid, ${gone.id}, ${tick.revision}, now() from ${gone}, ${tick}`)
      .onConflictDoUpdate({
        target: [taskTombstone.userId, taskTombstone.id],
        set: { revision: sql`excluded.revision`, deletedAt: sql`excluded.deleted_at` },
      })
      .returning({ revision: taskTombstone.revision }),
  );
  const verdict = sql`case
    when ${cur.id} is null and ${isUserGone} then ${refuse("token_invalid")}
    when ${cur.id} is null then ${refuse("not_found")}
    when not ${cur.matches} then ${refuse("precondition_failed", { revision: sql`${cur.revision}` })}
  end`;
  return database
    .with(tick, cur, gone, stored, tombstone)
    .select({ revision: tick.revision, verdict })
    .from(tick)
    .leftJoin(cur, sql`true`);
});

/** The call that deletes a task for good, for `destroyTask` or for a batch. */
export function destroyCall(target: Target): Call {
  return { statement: destroyStatement, values: { ...toValues(target), patch: null } };
}

/** Deletes a task for good and returns the revision of its tombstone. Refuses with not_found, precondition_failed. */
export async function destroyTask(owner: string, id: string, ifRevision: IfRevision): Promise<number> {
  const [row] = await run(destroyStatement, destroyCall({ owner, id, ifRevision }).values);
  if (!row) throw new RangeError("a deletion without a revision");
  return row.revision;
}
