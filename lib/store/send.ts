import type { Task } from "@/lib/contract/task";
import type { CallName } from "./answers";
import type { CallFailure, CallResult, Client } from "./api";
import type { Failure, OutboxRow, Rows } from "./outbox";
import { type Claim, type Outcome, toBatchOperation, toCreateBody } from "./run";

/**
 * No verdict: it is sent again after a while, or where nobody is signed in, once somebody is. `isForeign`: it was not the
 * API that asked for patience. `isPartial`: only some tasks wait, and nothing keeps others from being sent.
 */
export type Pause =
  | { kind: "offline" }
  | { kind: "busy"; retryAfterMs?: number; isForeign?: true; isPartial?: true }
  | { kind: "signedOut" };

type Failed = Extract<Outcome, { kind: "refused" | "blocked" }>;

/** What a failed call means: a verdict on what was sent, or none. */
export function readFailure({ status, code, problem, retryAfterMs }: CallFailure): Pause | Failed {
  if (code === "offline") return { kind: "offline" };
  const patience = retryAfterMs !== undefined && { retryAfterMs };
  if (code === "foreign") {
    const isAboutAll = status === 429 || (status >= 500 && retryAfterMs !== undefined);
    if (isAboutAll) return { kind: "busy", isForeign: true, ...patience };
    return { kind: "blocked", isUndone: status >= 400 && status < 500 };
  }
  if (status === 401) return { kind: "signedOut" };
  if (status === 429 || status >= 500) return { kind: "busy", ...patience };
  const detail = problem?.errors?.[0]?.message ?? problem?.detail;
  const failure: Failure = { status, code, ...(detail !== undefined && { detail }) };
  return { kind: "refused", failure, ...(isUnknown(code, problem) && { isUnknown: true }) };
}

/** Whether the server does not know what it was asked: it is older than this device, after a rollback for example. */
const isUnknown = (code: CallFailure["code"], problem: CallFailure["problem"]): boolean =>
  code === "method_not_allowed" ||
  code === "unsupported_media_type" ||
  (problem?.errors?.some((error) => error.code === "unknown_field") ?? false);

/** Sends what is claimed and says what came of it. Whatever was lost on the way, sending it again does no harm. */
export async function sendClaim(
  client: Client,
  claim: Extract<Claim, { kind: "row" | "batch" }>,
): Promise<Outcome | Pause> {
  if (claim.kind === "batch") return sendBatch(client, claim.rows, claim.key);
  const { row, ifRevision } = claim;
  switch (row.op) {
    case "create":
      return sendCreate(client, row);
    case "update":
      return sendUpdate(client, row, ifRevision);
    case "trash":
      return sendTrash(client, row.taskId);
    case "restore":
      return readTask(await client("restoreTask", { taskId: row.taskId }));
    case "destroy":
      return sendDestroy(client, row.taskId);
  }
}

const readTask = (result: CallResult<"getTask">): Outcome | Pause =>
  result.ok ? { kind: "done", tasks: [result.body] } : readFailure(result);

/** No task is what was wanted. */
function readGone<Name extends CallName>(result: CallResult<Name>, id: string): Outcome | Pause {
  return result.ok || result.code === "not_found" ? { kind: "done", gone: [id] } : readFailure(result);
}

async function sendBatch(client: Client, rows: Rows, idempotencyKey: string): Promise<Outcome | Pause> {
  const operations = rows.flatMap((row) => toBatchOperation(row) ?? []);
  const result = await client("batchTasks", { body: { operations }, idempotencyKey });
  if (result.ok) {
    const { results } = result.body;
    const gone = results.flatMap((result) => ("title" in result ? [] : result.id));
    return { kind: "done", tasks: results.filter((result) => "title" in result), gone };
  }
  if (isEarly(result, rows)) return { kind: "early" };
  const outcome = readFailure(result);
  const at = findRefused(result, rows);
  return outcome.kind === "refused" && at.length > 0 ? { ...outcome, at } : outcome;
}

/** Which rows of a batch a refusal names. An operation that the server does not know is one wherever it stands. */
function findRefused({ problem }: CallFailure, rows: Rows): number[] {
  const named = (problem?.errors ?? []).flatMap(({ pointer }) => {
    const [, index, rest] = /^\/operations\/(\d+)(.*)$/.exec(pointer) ?? [];
    return index === undefined ? [] : { index: Number(index), isOp: rest === "/op" };
  });
  const unknown = new Set(named.flatMap(({ index, isOp }) => (isOp ? rows[index]?.op : [])));
  const isNamed = (row: OutboxRow, at: number) => unknown.has(row.op) || named.some(({ index }) => index === at);
  return rows.flatMap((row, at) => (isNamed(row, at) ? at : []));
}

async function sendCreate(client: Client, row: Extract<OutboxRow, { op: "create" }>): Promise<Outcome | Pause> {
  const result = await client("createTask", { body: toCreateBody(row), idempotencyKey: row.key });
  if (result.ok) return { kind: "done", tasks: [result.body] };
  // Nobody else has this id: the answer to an earlier try was lost.
  if (result.code === "already_exists") return readSent(client, row.taskId);
  if (result.code === "idempotency_key_reused") return readReused(client, row.taskId);
  return isEarly(result, [row]) ? { kind: "early" } : readFailure(result);
}

/** Reads a task that was certainly written. Gone since, it has been written all the same. */
async function readSent(client: Client, taskId: string): Promise<Outcome | Pause> {
  const result = await client("getTask", { taskId });
  return !result.ok && result.code === "not_found" ? { kind: "done", gone: [taskId] } : readTask(result);
}

/** What became of a creation whose key has been used with other fields: it may have made the task all the same. */
async function readReused(client: Client, taskId: string): Promise<Outcome | Pause> {
  const result = await client("getTask", { taskId });
  if (result.ok) return { kind: "reused", task: result.body };
  return result.code === "not_found" ? { kind: "reused" } : readFailure(result);
}

async function sendUpdate(
  client: Client,
  row: Extract<OutboxRow, { op: "update" }>,
  ifRevision: number | undefined,
): Promise<Outcome | Pause> {
  const { taskId, patch: body } = row;
  const result = await client("updateTask", { taskId, body, ...(ifRevision !== undefined && { ifRevision }) });
  if (result.ok) return { kind: "done", tasks: [result.body] };
  if (isEarly(result, [row])) return { kind: "early" };
  if (result.code !== "precondition_failed") return readFailure(result);
  const current = await client("getTask", { taskId });
  return current.ok ? { kind: "stale", task: current.body } : readFailure(current);
}

/** The answer to DELETE has no body: the task is read again. */
async function sendTrash(client: Client, taskId: string): Promise<Outcome | Pause> {
  const result = await client("deleteTask", { taskId });
  if (result.ok) return readSent(client, taskId);
  if (!isBare(result)) return readGone(result, taskId);
  const current = await client("getTask", { taskId });
  if (!current.ok) return readGone(current, taskId);
  return current.body.deletedAt === null ? readFailure(result) : { kind: "done", tasks: [current.body] };
}

async function sendDestroy(client: Client, taskId: string): Promise<Outcome | Pause> {
  const result = await client("deleteTask", { taskId, query: { permanent: "true" } });
  if (result.ok || !isBare(result)) return readGone(result, taskId);
  const current = await client("getTask", { taskId });
  return current.ok ? readFailure(result) : readGone(current, taskId);
}

/** Whether a deletion seems to be done, and nothing shows by whom: a proxy may have taken the ETag. The task tells. */
const isBare = ({ status, code }: CallFailure): boolean => code === "foreign" && status >= 200 && status < 300;

/** Whether the server finds that something was completed in the future: our clock is ahead of its. */
function isEarly({ problem }: CallFailure, rows: Rows): boolean {
  const isTold = problem?.errors?.some(({ code }) => code === "in_future") ?? false;
  return isTold && rows.some((row) => hasMoment(row));
}

function hasMoment(row: OutboxRow): boolean {
  const fields: Partial<Task> = row.op === "create" ? row.task : row.op === "update" ? row.patch : {};
  return fields.completed === true && typeof fields.completedAt === "string";
}
