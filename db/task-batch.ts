import { and, eq, sql } from "drizzle-orm";
import { v4 as uuidv4 } from "uuid";
import type { Batch, BatchResult } from "@/lib/contract/queries";
import { type Call, defineStatement, run, transact } from "./client";
import { tickClock } from "./clock";
import { getRefusal, repeatIfLost } from "./errors";
import { refuse } from "./refusal";
import { idempotencyKey, task, taskTombstone } from "./schema/tasks";
import { countStorage, storageLimits, tooMany } from "./storage";
import { chooseId, claimKey, createCall, type Idempotency, keyRow } from "./task-create";
import { toTaskFromJson } from "./task-row";
import { changeCall, destroyCall } from "./tasks";

const owner = sql.placeholder("owner");
const key = sql.placeholder("key");

const claimStatement = defineStatement("batch_claim", (database) => {
  const tick = tickClock(database);
  const claimed = claimKey(database, sql`select ${keyRow(sql`null::jsonb`)} from ${tick}`);
  const verdict = sql`case
    when ${claimed.hash} <> ${sql.placeholder("hash")}::text then ${refuse("idempotency_key_reused")}
    when ${claimed.claim} <> ${sql.placeholder("claim")}::uuid then ${refuse("already_answered")}
  end`;
  return database.with(tick, claimed).select({ verdict }).from(claimed);
});

const replayStatement = defineStatement("batch_replay", (database) =>
  database
    .select({ response: idempotencyKey.response })
    .from(idempotencyKey)
    .where(and(eq(idempotencyKey.userId, owner), eq(idempotencyKey.key, key))),
);

/** The tasks of a list of ids, in its order, as one jsonb array; of one that is gone, what its deletion left. */
const resultsOfIds = sql`(select jsonb_agg(case when ${task.id} is not null then to_jsonb(${task}) - 'search' - 'user_id'
    else jsonb_build_object('id', ${taskTombstone.id}, 'revision', ${taskTombstone.revision}) end order by wanted.place)
  from jsonb_array_elements_text(${sql.placeholder("ids")}::jsonb) with ordinality as wanted (id, place)
  left join ${task} on ${task.userId} = ${owner}::uuid and ${task.id} = wanted.id::uuid
  left join ${taskTombstone} on ${taskTombstone.userId} = ${owner}::uuid and ${taskTombstone.id} = wanted.id::uuid)`;

const collectStatement = defineStatement("batch_collect", (database) =>
  database.select({ response: sql`${resultsOfIds}`.as("response") }).from(sql`(values (1)) as one`),
);

const rememberStatement = defineStatement("batch_remember", (database) => {
  const kept = database.$with("kept").as(
    database
      .update(idempotencyKey)
      .set({ response: resultsOfIds })
      .where(and(eq(idempotencyKey.userId, owner), eq(idempotencyKey.key, key)))
      .returning({ response: idempotencyKey.response, bytes: idempotencyKey.bytes }),
  );
  const stored = countStorage(database, sql`select ${owner}::uuid, 0, ${kept.bytes} from ${kept}`);
  return database
    .with(kept, stored)
    .select({ response: kept.response, verdict: sql`case ${tooMany(stored)} end` })
    .from(kept)
    .leftJoin(stored, sql`true`);
});

type Operation = Batch["operations"][number];

function toCall(owner: string, id: string, operation: Operation, at: number): Call {
  if (operation.op === "create") return createCall(owner, id, operation.task, { at });
  const target = { owner, id, at, ifRevision: operation.ifRevision === undefined ? null : [operation.ifRevision] };
  switch (operation.op) {
    case "update":
      return changeCall(target, operation.task);
    case "complete":
      return changeCall(target, { completed: operation.completed });
    case "delete":
      return changeCall(target, { trashed: true });
    case "restore":
      return changeCall(target, { trashed: false });
    case "destroy":
      return destroyCall(target);
  }
}

/**
 * Applies the operations in order, all or nothing, and returns one result per operation: the task as the whole
 * batch left it, or its deletion. A refusal's `at` is the index of the operation that was refused.
 */
export async function applyBatch(
  owner: string,
  { operations }: Batch,
  idempotency?: Idempotency,
): Promise<{ results: BatchResult[]; isReplay: boolean }> {
  const ids = operations.map((operation) => (operation.op === "create" ? chooseId(operation.task) : operation.id));
  const calls = operations.map((operation, at) => toCall(owner, ids[at] ?? "", operation, at));
  const given = { owner, ids: JSON.stringify(ids) };
  if (!idempotency) {
    const rows = await transact(owner, [...calls, { statement: collectStatement, values: given }]);
    return { results: readResults(rows.at(-1)), isReplay: false };
  }
  const remember: Call = {
    statement: rememberStatement,
    values: { ...given, key: idempotency.key, at: null, ...storageLimits() },
  };
  const apply = () => {
    const claim: Call = { statement: claimStatement, values: { owner, at: null, claim: uuidv4(), ...idempotency } };
    return transact(owner, [claim, ...calls, remember]);
  };
  try {
    const rows = await repeatIfLost(apply);
    return { results: readResults(rows.at(-1)), isReplay: false };
  } catch (error) {
    if (getRefusal(error)?.code !== "already_answered") throw error;
    return { results: readResults(await run(replayStatement, { owner, key: idempotency.key })), isReplay: true };
  }
}

function readResults(rows: unknown): BatchResult[] {
  const response = Array.isArray(rows) ? rows[0]?.response : undefined;
  if (!Array.isArray(response)) throw new RangeError("a batch without its results");
  return response.map((json) => ("title" in json ? toTaskFromJson(json) : json));
}
