import { sql } from "drizzle-orm";
import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import { idempotencyKeyLifetimeHours, priorities } from "@/lib/contract/limits";
import type { Task, TaskCreate } from "@/lib/contract/task";
import { type Call, type Database, defineStatement, run } from "./client";
import { defaultPosition, tickClock } from "./clock";
import { repeatIfLost } from "./errors";
import { refuse } from "./refusal";
import { idempotencyKey, task } from "./schema/tasks";
import { countStorage, storageLimits, textBytes, tooMany } from "./storage";
import { pickTask, taskColumns, toTask, toTaskFromJson } from "./task-row";

const owner = sql`${sql.placeholder("owner")}::uuid`;
const key = sql`${sql.placeholder("key")}::text`;
const claim = sql`${sql.placeholder("claim")}::uuid`;

/** The first answer to a key is kept under the hash of the operation and its validated body. */
export type Idempotency = { key: string; hash: string };

/**
 * Claims an idempotency key by inserting its row from `source`. Whoever reads back his own claim has won; the loser
 * waits for the winner and reads his. (`do nothing` would return no row to the loser.) An expired row is overwritten.
 */
export function claimKey(database: Database, source: ReturnType<typeof sql>) {
  const isExpired = sql`${idempotencyKey.createdAt} < now() - interval '${sql.raw(String(idempotencyKeyLifetimeHours))} hours'`;
  const renew = (column: string) =>
    sql`case when ${isExpired} then excluded.${sql.identifier(column)} else ${idempotencyKey}.${sql.identifier(column)} end`;
  return database.$with("key").as(
    database
      .insert(idempotencyKey)
      .select(source)
      .onConflictDoUpdate({
        target: [idempotencyKey.userId, idempotencyKey.key],
        set: {
          hash: renew("hash"),
          claim: renew("claim"),
          response: renew("response"),
          createdAt: renew("created_at"),
        },
      })
      .returning({
        hash: idempotencyKey.hash,
        claim: idempotencyKey.claim,
        response: idempotencyKey.response,
        bytes: idempotencyKey.bytes,
      }),
  );
}

/** The columns of `claimKey`'s source, with a response. */
export function keyRow(response: ReturnType<typeof sql>) {
  return sql`${owner}, ${key}, ${sql.placeholder("hash")}::text, ${claim}, ${response}, now()`;
}

/** The new row, made of the document and the counter. */
function draftTask(database: Database, tick: ReturnType<typeof tickClock>) {
  return database.$with("draft").as(
    database
      .select({
        id: sql<string>`${sql.placeholder("id")}::uuid`.as("id"),
        title: sql`input.title`.as("title"),
        description: sql`coalesce(input.description, '')`.as("description"),
        completedAt: sql`input."completedAt"`.as("completed_at"),
        priority: sql`coalesce(input.priority, 0::smallint)`.as("priority"),
        dueDate: sql`input."dueDate"`.as("due_date"),
        dueTime: sql`input."dueTime"`.as("due_time"),
        position: sql`coalesce(input.position, ${defaultPosition(tick.revision)})`.as("position"),
        deletedAt: sql`null::timestamptz`.as("deleted_at"),
        revision: sql`${tick.revision}`.as("revision"),
        createdAt: sql`now()::timestamptz(3)`.as("created_at"),
        updatedAt: sql`now()::timestamptz(3)`.as("updated_at"),
      })
      .from(
        sql`${tick}, jsonb_to_record(${sql.placeholder("document")}::jsonb) as input (title text, description text,
          "completedAt" timestamptz(3), priority smallint, "dueDate" date, "dueTime" time, position text)`,
      ),
  );
}

const createStatement = defineStatement("task_create", (database) => {
  const tick = tickClock(database);
  const draft = draftTask(database, tick);
  // The row holds the answer: the loser's snapshot can't see the winner's task.
  const claimed = claimKey(
    database,
    sql`select ${keyRow(sql`to_jsonb(${draft})`)} from ${draft} where ${key} is not null`,
  );
  const isMine = sql`(${claimed.claim} is null or ${claimed.claim} = ${claim})`;
  const created = database
    .$with("created")
    .as(
      database
        .insert(task)
        .select(sql`select ${owner}, ${draft}.* from ${draft} left join ${claimed} on true where ${isMine}`)
        .onConflictDoNothing()
        .returning(taskColumns),
    );
  const stored = countStorage(
    database,
    sql`select ${owner}, 1, ${textBytes(created)} + coalesce((select ${claimed.bytes} from ${claimed}), 0) from ${created}`,
  );
  const verdict = sql`case
    when ${claimed.hash} <> ${sql.placeholder("hash")}::text then ${refuse("idempotency_key_reused")}
    when ${isMine} and ${created.id} is null then ${refuse("already_exists")}
    ${tooMany(stored)}
  end`;
  return database
    .with(tick, draft, claimed, created, stored)
    .select({ task: pickTask(created), response: claimed.response, verdict })
    .from(tick)
    .leftJoin(claimed, sql`true`)
    .leftJoin(created, sql`true`)
    .leftJoin(stored, sql`true`);
});

/** The call that creates a task under the given id. */
export function createCall(
  owner: string,
  id: string,
  { priority, completed, completedAt, ...given }: TaskCreate,
  { idempotency, at = null }: { idempotency?: Idempotency | undefined; at?: number | null } = {},
): Call {
  const document = {
    ...given,
    priority: priority && priorities.indexOf(priority),
    // PostgreSQL's word for the moment of the transaction.
    completedAt: completedAt ?? (completed ? "now" : null),
  };
  const { key = null, hash = null } = idempotency ?? {};
  return {
    statement: createStatement,
    values: { owner, id, at, key, hash, claim: uuidv4(), document: JSON.stringify(document), ...storageLimits() },
  };
}

/** A new task's id: the client's, or one that sorts by time. */
export function chooseId(task: TaskCreate): string {
  return task.id ?? uuidv7();
}

/**
 * Creates a task. With an idempotency key that was used before, answers the task as it was answered then.
 * Refuses with already_exists, idempotency_key_reused, too_many.
 */
export async function createTask(
  owner: string,
  task: TaskCreate,
  idempotency?: Idempotency,
): Promise<{ task: Task; isReplay: boolean }> {
  const create = () => run(createStatement, createCall(owner, chooseId(task), task, { idempotency }).values);
  // Under a key the second attempt finds what the first one did; each has a claim of its own.
  const [row] = await (idempotency ? repeatIfLost(create) : create());
  if (row?.task) return { task: toTask(row.task), isReplay: false };
  if (typeof row?.response !== "object" || row.response === null) throw new RangeError("a creation without a task");
  return { task: toTaskFromJson({ ...row.response }), isReplay: true };
}
