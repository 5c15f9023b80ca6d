import type { Changes } from "@/lib/contract/queries";
import type { Task } from "@/lib/contract/task";

/**
 * How far this browser has followed the server. `cursor` is the next `since`, opaque. `known` is the revision up to
 * which nothing is missing, deletions included; null until a first snapshot is complete.
 */
export type Progress = { cursor: number; known: number | null };

export const noProgress: Progress = { cursor: 0, known: null };

/** What the server said, to be merged into the base. */
export type BaseWrite = {
  /** Drops every task first: a page from 0 does not say what was deleted. */
  reset?: true;
  tasks?: readonly Task[];
  gone?: readonly { id: string; revision: number }[];
  /** Moves the cursor, unless another tab has moved it from `since` meanwhile. */
  progress?: Progress & { since: number };
};

/** What a write comes to: the tasks to keep, the ids to forget, and where the cursor is then. */
export type Merged = { isReset: boolean; tasks: Task[]; gone: string[]; progress: Progress };

/**
 * Whether a copy that the server sent takes the place of ours. The larger revision wins. One that we don't have, from
 * before the point up to which we know everything, is of a task that has been deleted since.
 */
export function isNews(ours: Task | undefined, copy: Task, { known }: Progress): boolean {
  return copy.revision > (ours ? ours.revision : (known ?? 0));
}

/** The write that a page of changes makes. */
export function readPage(page: Changes, { cursor, known }: Progress): BaseWrite {
  const isPartOfSnapshot = page.hasMore && (known === null || cursor === 0);
  return {
    ...(cursor === 0 && { reset: true }),
    tasks: page.items,
    gone: page.deleted,
    // Until its last page, a snapshot does not know what it misses; its cursor may carry a mark.
    progress: { since: cursor, cursor: page.revision, known: isPartOfSnapshot ? null : page.revision },
  };
}

/** Whether a page says nothing that is not known. */
export function isIdlePage(page: Changes, { cursor, known }: Progress): boolean {
  const isEmpty = page.items.length === 0 && page.deleted.length === 0;
  return isEmpty && known !== null && cursor !== 0 && page.revision === cursor;
}

/** The write that starts again from 0. The tasks go when the first page is there to take their place. */
export function restart({ cursor }: Progress): BaseWrite {
  return { progress: { since: cursor, ...noProgress } };
}

/** What of a write is news. `get` reads a task that is there. */
export function mergeBase(write: BaseWrite, progress: Progress, get: (id: string) => Task | undefined): Merged {
  const isLate = write.progress !== undefined && write.progress.since !== progress.cursor;
  const isReset = write.reset === true && !isLate;
  const before = isReset ? noProgress : progress;
  const read = (id: string) => newest.get(id) ?? (isReset ? undefined : get(id));
  const newest = new Map<string, Task>();
  for (const task of write.tasks ?? []) {
    if (isNews(read(task.id), task, before)) newest.set(task.id, task);
  }
  const gone: string[] = [];
  for (const { id, revision } of write.gone ?? []) {
    const ours = read(id);
    if (!ours || ours.revision > revision) continue;
    newest.delete(id);
    gone.push(id);
  }
  const { cursor, known } = (isLate ? undefined : write.progress) ?? before;
  return { isReset, tasks: [...newest.values()], gone, progress: { cursor, known } };
}
