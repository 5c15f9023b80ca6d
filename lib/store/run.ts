import { batchBodyMaxBytes, batchMaxOperations } from "@/lib/contract/limits";
import type { BodyInputOf } from "@/lib/contract/operations";
import type { Task } from "@/lib/contract/task";
import { hasComparedField, judgeUpdate, narrowRow, parkConflicts } from "./conflict";
import { failRow, keepLost, reopenRow } from "./edits";
import { type Failure, filterPatch, isEmptyPatch, type OutboxRow, type Rows } from "./outbox";

/** One operation of a batch. */
type BatchOperation = BodyInputOf<"batchTasks">["operations"][number];

/** The operation of a row in a batch; undefined where it has to go by itself. */
export function toBatchOperation(row: OutboxRow): BatchOperation | undefined {
  switch (row.op) {
    case "create":
      return { op: "create", task: toCreateBody(row) };
    case "update":
      // Text needs a revision to start from, and its own verdict.
      return hasComparedField(row.patch) ? undefined : { op: "update", id: row.taskId, task: row.patch };
    case "trash":
      return { op: "delete", id: row.taskId };
    case "restore":
      return { op: "restore", id: row.taskId };
    case "destroy":
      return { op: "destroy", id: row.taskId };
  }
}

/** The body that creates a task. Completed without a moment: the server says when. */
export function toCreateBody({ taskId, task }: Extract<OutboxRow, { op: "create" }>): BodyInputOf<"createTask"> {
  const { completedAt, ...rest } = task;
  return { id: taskId, ...rest, ...(rest.completed === (completedAt !== null) && { completedAt }) };
}

// The body's brackets and the property's name.
const envelopeBytes = 64;

const countBytes = (operation: BatchOperation) => new TextEncoder().encode(JSON.stringify(operation)).length + 1;

/**
 * The rows to send next, in order: one, or as many as make one batch. A batch that was sent without a verdict is
 * repeated as it was. Rows behind a failed one of their task wait, and those of tasks that are postponed; those that ask
 * the person hold up nothing.
 */
export function chooseRun(outbox: Iterable<OutboxRow>, postponed: Iterable<string> = []): OutboxRow[] {
  const blocked = new Set(postponed);
  const run: OutboxRow[] = [];
  let bytes = envelopeBytes;
  for (const row of outbox) {
    if (row.state === "failed") blocked.add(row.taskId);
    if (row.state === "failed" || row.state === "conflict" || blocked.has(row.taskId)) continue;
    const [first] = run;
    if (first?.batch) {
      if (row.batch === first.batch) run.push(row);
      continue;
    }
    const operation = row.state === "pending" && !row.isAlone ? toBatchOperation(row) : undefined;
    bytes += operation ? countBytes(operation) : 0;
    if (!first) {
      run.push(row);
      if (!operation && !row.batch) return run;
    } else if (operation && bytes <= batchBodyMaxBytes && run.length < batchMaxOperations) run.push(row);
    else return run;
  }
  return run;
}

/** What is to be sent: one row, with the revision that it may start from, or a batch under its key. */
export type Claim =
  | { kind: "row"; row: OutboxRow; ifRevision?: number }
  | { kind: "batch"; rows: Rows; key: string }
  /** Nothing yet: the task has to be read first. */
  | { kind: "read"; taskId: string }
  /** Nothing any more: the rows are not what they were. */
  | { kind: "none" };

type Claimed = { rows: Rows; claim: Claim };

/** Marks a run as being sent, in rows as they are stored now. `newKey` names a batch, or a question to the person. */
export function claimRun(stored: Rows, run: Rows, readTask: (id: string) => Task | undefined, newKey: string): Claimed {
  const chosen = new Map(run.map((row) => [row.seq, row]));
  const isClaimed = (row: OutboxRow) => chosen.has(row.seq) && (row.state === "pending" || row.state === "sending");
  if (run.length > 1 || run[0]?.batch) return claimBatch(stored, isClaimed, run[0]?.batch ?? newKey);
  const row = stored.find(isClaimed);
  if (!row) return { rows: stored, claim: { kind: "none" } };
  if (row.op !== "update" || !hasComparedField(row.patch)) return claimRow(stored, row);
  const server = readTask(row.taskId);
  if (!server) return { rows: stored, claim: { kind: "read", taskId: row.taskId } };
  const { patch, conflicts } = judgeUpdate(row, server);
  if (conflicts.length > 0) return { rows: parkConflicts(stored, row, conflicts, newKey), claim: { kind: "none" } };
  const [narrowed] = narrowRow(row, (name) => name in patch);
  if (narrowed) return claimRow(stored, narrowed, hasComparedField(patch) ? server.revision : undefined);
  return { rows: stored.filter((other) => other !== row), claim: { kind: "none" } };
}

function claimRow(stored: Rows, row: OutboxRow, ifRevision?: number): Claimed {
  const sent: OutboxRow = { ...row, state: "sending" };
  const rows = stored.map((other) => (other.seq === row.seq ? sent : other));
  return { rows, claim: { kind: "row", row: sent, ...(ifRevision !== undefined && { ifRevision }) } };
}

function claimBatch(stored: Rows, isClaimed: (row: OutboxRow) => boolean, key: string): Claimed {
  const isSent = (row: OutboxRow) => isClaimed(row) && (row.batch === key || toBatchOperation(row) !== undefined);
  const rows = stored.map((row): OutboxRow => (isSent(row) ? { ...row, state: "sending", batch: key } : row));
  const batch = rows.filter((row) => row.batch === key).sort((one, other) => one.seq - other.seq);
  return { rows, claim: batch.length > 0 ? { kind: "batch", rows: batch, key } : { kind: "none" } };
}

/** What came of sending. */
export type Outcome =
  /** Confirmed: the tasks as they are now, and those that are gone. */
  | { kind: "done"; tasks?: readonly Task[]; gone?: readonly string[] }
  /** The text has changed on the server: the task as it is there. */
  | { kind: "stale"; task: Task }
  /** Our clock is ahead: the server is to say when the task was completed. */
  | { kind: "early" }
  /** A creation's key belongs to another request: the task as it is there, or none. */
  | { kind: "reused"; task?: Task }
  /** `at`: which rows of a batch it is about, if only some. `isUnknown`: another server may know what this one does not. */
  | { kind: "refused"; failure: Failure; at?: readonly number[]; isUnknown?: true }
  /** Something on the way does not let it through. `isUndone`: it has certainly not arrived. */
  | { kind: "blocked"; isUndone: boolean };

type SettleMeans = {
  /** A key that was not used. */
  newKey: string;
  /** The task as it was, if the verdict is that there is none. */
  lost?: Task | undefined;
};

/** Rows after a verdict. */
export function settleRows(stored: Rows, claim: Claim, outcome: Outcome, { newKey, lost }: SettleMeans): Rows {
  const sent = new Set(listClaimed(claim).map(({ seq }) => seq));
  const change = (apply: (row: OutboxRow) => OutboxRow) => stored.map((row) => (sent.has(row.seq) ? apply(row) : row));
  switch (outcome.kind) {
    case "done":
      return stored.filter(({ seq }) => !sent.has(seq));
    case "stale":
      return change(reopenRow);
    case "early":
      return change((row) => withoutMoment(reopenRow(row)));
    case "reused":
      return stored.flatMap((row) => (sent.has(row.seq) ? sendAnew(row, outcome.task, newKey) : row));
    case "blocked":
      return change((row) => setAside(row, claim, outcome.isUndone));
    case "refused": {
      if (outcome.isUnknown && claim.kind === "row") return change(reopenRow);
      if (claim.kind === "batch") return splitBatch(stored, claim.rows, outcome);
      if (claim.kind !== "row") return stored;
      const failed = failRow(stored, claim.row.seq, outcome.failure);
      return lost ? keepLost(failed, lost) : failed;
    }
  }
}

/** A row that something on the way does not let through. Of a batch each goes by itself, to find out which it is about. */
function setAside(row: OutboxRow, claim: Claim, isUndone: boolean): OutboxRow {
  const { batch, ...rest } = isUndone ? reopenRow(row) : row;
  return { ...rest, ...(claim.kind === "batch" && { isAlone: true }) };
}

/** A creation under a key of its own; where the task is there already, what is to be different in it. */
function sendAnew(row: OutboxRow, task: Task | undefined, key: string): OutboxRow[] {
  if (row.op !== "create" || !task) return [{ ...reopenRow(row), key }];
  const body = toCreateBody(row);
  const patch = filterPatch(row.task, (name) => name in body && row.task[name] !== task[name]);
  const seen = filterPatch(task, (name) => name in patch);
  const { taskId, at, seq } = row;
  return isEmptyPatch(patch) ? [] : [{ op: "update", taskId, key, at, seq, state: "pending", patch, seen }];
}

/** All of a refused batch goes again, and what was refused in it by itself. What was to be gone, and is, is done. */
function splitBatch(stored: Rows, sent: Rows, { failure, at }: Extract<Outcome, { kind: "refused" }>): Rows {
  const seqs = new Set(sent.map(({ seq }) => seq));
  const refused = at ? new Set(at.map((index) => sent[index]?.seq)) : seqs;
  return stored.flatMap((row) => {
    if (!seqs.has(row.seq)) return [row];
    if (!refused.has(row.seq)) return [reopenRow(row)];
    return row.op === "destroy" && failure.code === "not_found" ? [] : [{ ...reopenRow(row), isAlone: true }];
  });
}

/** The rows of a claim. */
export function listClaimed(claim: Claim): Rows {
  if (claim.kind === "row") return [claim.row];
  return claim.kind === "batch" ? claim.rows : [];
}

function withoutMoment(row: OutboxRow): OutboxRow {
  if (row.op === "create") return { ...row, task: { ...row.task, completedAt: null } };
  return row.op === "update" ? (narrowRow(row, (name) => name !== "completedAt")[0] ?? row) : row;
}
