import type { ErrorCode } from "@/lib/contract/errors";
import type { Task } from "@/lib/contract/task";
import { byPosition } from "@/lib/tasks/order";

/** The fields that a person edits. */
export const fieldNames = [
  "title",
  "description",
  "completed",
  "completedAt",
  "priority",
  "dueDate",
  "dueTime",
  "position",
] as const satisfies readonly (keyof Task)[];

export type FieldName = (typeof fieldNames)[number];
export type Fields = Pick<Task, FieldName>;
export type Patch = Partial<Fields>;

/** The fields whose conflicts are asked about; for the others the last write wins. */
export const comparedFields = ["title", "description"] as const satisfies readonly FieldName[];
export type ComparedField = (typeof comparedFields)[number];

/** `seen`: each patched field's value when it was edited. */
export type Operation =
  | { op: "create"; task: Fields }
  | { op: "update"; patch: Patch; seen: Patch }
  | { op: "trash" }
  | { op: "restore" }
  | { op: "destroy" };

/** Something that a person did to a task. `at` is a timestamp, `key` a UUID: the Idempotency-Key where there is one. */
export type Change = Operation & { taskId: string; key: string; at: string };

/** Why the server refused. `code` is the API's, `detail` what it says to the person. */
export type Failure = { status: number; code: ErrorCode; detail?: string };

/**
 * A change that the server has not confirmed. `seq` is its place in the outbox, 0 until it is stored.
 *
 * - `pending`: not sent, or sent and certainly not done; further edits are folded into it
 * - `sending`: sent, without a verdict yet; it is repeated as it is, whatever happens to the tab meanwhile
 * - `failed`: refused; the task's later rows wait until it is retried or discarded
 * - `conflict`: title or description changed elsewhere; waits for the person, and holds up nothing else
 */
export type OutboxRow = Change & {
  seq: number;
  state: "pending" | "sending" | "failed" | "conflict";
  failure?: Failure;
  /** The Idempotency-Key of the batch that it was sent in. */
  batch?: string;
  /** A batch with it was refused: it goes by itself. */
  isAlone?: true;
  /** The task as it last was, if it was deleted elsewhere. */
  lost?: Task;
};

export type UpdateRow = Extract<OutboxRow, { op: "update" }>;

/** Rows of one task, in order. */
export type Rows = readonly OutboxRow[];

/** What turns a task's rows into what they are after something happened. */
export type RowsChange = (rows: Rows) => Rows;

/** The part of a patch whose fields pass. */
export function filterPatch(patch: Patch, passes: (name: FieldName) => boolean): Patch {
  const names = fieldNames.filter((name) => name in patch && passes(name));
  // The names and values are the patch's own.
  return Object.fromEntries(names.map((name) => [name, patch[name]])) as Patch;
}

export const isEmptyPatch = (patch: Patch): boolean => Object.keys(patch).length === 0;

/** The fields that a person edits, out of a task. */
export function pickFields(task: Fields): Fields {
  const { title, description, completed, completedAt, priority, dueDate, dueTime, position } = task;
  return { title, description, completed, completedAt, priority, dueDate, dueTime, position };
}

/** The task once a row is done; undefined if there is none. Doing it twice is doing it once. */
function applyRow(task: Task | undefined, row: OutboxRow): Task | undefined {
  if (row.op === "create") {
    const times = { createdAt: row.at, updatedAt: row.at };
    // What the server has is newer than what it was made of.
    return task ?? { id: row.taskId, ...row.task, deletedAt: null, revision: 0, ...times };
  }
  if (!task) return undefined;
  switch (row.op) {
    case "update":
      return { ...task, ...row.patch, updatedAt: row.at };
    case "trash":
      return { ...task, deletedAt: task.deletedAt ?? row.at };
    case "restore":
      return { ...task, deletedAt: null };
    case "destroy":
      return undefined;
  }
}

/** A task as the person sees it: what the server said, and on it their own rows. */
export function applyRows(task: Task | undefined, rows: Rows): Task | undefined {
  const start = task ?? rows.find(({ lost }) => lost)?.lost;
  return rows.reduce(applyRow, start);
}

/** Rows by their task, in order. */
export function groupRows(rows: Iterable<OutboxRow>): Map<string, OutboxRow[]> {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const group = groups.get(row.taskId);
    if (group) group.push(row);
    else groups.set(row.taskId, [row]);
  }
  return groups;
}

/**
 * The tasks that every screen shows, the trash included, in manual order. Only tests call it: memory comes to the same
 * change by change.
 */
export function applyOutbox(base: Iterable<Task>, outbox: Iterable<OutboxRow>): Task[] {
  const tasks = new Map(Array.from(base, (task) => [task.id, task]));
  for (const [id, rows] of groupRows(outbox)) {
    const task = applyRows(tasks.get(id), rows);
    if (task) tasks.set(id, task);
    else tasks.delete(id);
  }
  return [...tasks.values()].sort(byPosition);
}
