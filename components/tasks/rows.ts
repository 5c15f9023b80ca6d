import type { Task } from "@/lib/contract/task";
import { applyChanges, type Change } from "@/lib/tasks/changes";
import { belongsTo, hasWords, type TaskFilter } from "@/lib/tasks/filter";
import type { Refusal } from "./send-change";

/** A task of the list: what the server said last, what is on its way there, and what came back. */
export type Row = {
  task: Task;
  /** Unconfirmed, in the order in which they are sent. */
  queue: readonly Change[];
  failure: (Refusal & { changes: readonly Change[] }) | undefined;
  /** Made here, and not yet confirmed. */
  isNew: boolean;
  /** Someone is typing in it. */
  isDirty: boolean;
  /** Counts every change of a row: what a list that was asked for earlier says about it is old. */
  touchedAt: number;
};

export type VisibleRow = Row & { shown: Task };

export function makeRow(task: Task, more: Partial<Row> = {}): Row {
  return { task, queue: [], failure: undefined, isNew: false, isDirty: false, touchedAt: 0, ...more };
}

/** Whether something about it would be lost if it went. */
export const isUnsaved = ({ queue, failure, isDirty }: Row): boolean =>
  queue.length > 0 || failure !== undefined || isDirty;

/** The rows of a view as they look now. What has failed or is being typed stays, wherever it belongs. */
export function showRows(rows: readonly Row[], filter: TaskFilter, isGuess: boolean): VisibleRow[] {
  const now = new Date().toISOString();
  return rows.flatMap((row) => {
    const shown = applyChanges(row.task, row.queue, now);
    if (!shown) return [];
    const isHere = belongsTo(filter.view, shown) && (!isGuess || hasWords(shown, filter.words));
    return isHere || row.failure || row.isDirty ? [{ ...row, shown }] : [];
  });
}

/** A list from the server joined with what is unsaved here, or has changed since the list was asked for. */
export function mergeRows(known: readonly Row[], tasks: readonly Task[], askedAt: number): Row[] {
  const byId = new Map(known.map((row) => [row.task.id, row]));
  const listed = new Set(tasks.map((task) => task.id));
  const kept = known.filter((row) => !listed.has(row.task.id) && (isUnsaved(row) || row.touchedAt > askedAt));
  const fresh = tasks.map((task) => {
    const row = byId.get(task.id);
    if (!row) return makeRow(task);
    return row.touchedAt > askedAt || row.task.revision > task.revision ? row : { ...row, task };
  });
  return [...kept, ...fresh];
}
