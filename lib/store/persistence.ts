import type { Task } from "@/lib/contract/task";
import { type BaseWrite, type Merged, mergeBase, noProgress, type Progress } from "./base";
import type { OutboxRow, Rows } from "./outbox";

/** Everything that a device keeps. `version` counts its writes. */
export type Stored = { version: number; progress: Progress; tasks: Task[]; rows: OutboxRow[] };

/** One write: rows are all that the tasks it is about have afterwards; one without a place gets the next. */
type Write = { rows?: Rows; base?: BaseWrite };

/** What a write has come to, for every tab to apply in the order of `version`. */
export type Delta = Merged & { version: number; rows: OutboxRow[]; removed: number[] };

/** Decides a write from the rows of the tasks that it is about. Pure: it may run again. */
export type Decide = (rows: Rows) => Write | undefined;

/** Where a device keeps base and outbox. Several tabs share one. */
export type Persistence = {
  /** False where the browser keeps nothing, and a reload loses what was not sent. */
  isDurable(): boolean;
  load(): Promise<Stored>;
  readVersion(): Promise<number>;
  /**
   * Reads and writes as one. Resolves when it is done: `strict`, when it would outlive a power cut; `relaxed`, a crash
   * of the browser. Undefined if there was nothing to write.
   */
  transact(taskIds: readonly string[], decide: Decide, durability: "strict" | "relaxed"): Promise<Delta | undefined>;
  /** Removes everything from the device. */
  clear(): Promise<void>;
};

/** Rows that differ, and places that are vacant, between what a task had and what it has. */
export function diffRows(before: Rows, after: Rows): { changed: OutboxRow[]; removed: number[] } {
  const kept = new Set(after);
  const places = new Set(after.map(({ seq }) => seq));
  const known = new Set(before);
  return {
    changed: after.filter((row) => !known.has(row)),
    removed: before.filter((row) => !kept.has(row) && !places.has(row.seq)).map(({ seq }) => seq),
  };
}

/** A delta that says nothing is no write. */
export function isNoop(merged: Merged, before: Progress, rows: { changed: Rows; removed: number[] }): boolean {
  const { isReset, tasks, gone, progress } = merged;
  const isStill = progress.cursor === before.cursor && progress.known === before.known;
  return !isReset && tasks.length + gone.length + rows.changed.length + rows.removed.length === 0 && isStill;
}

/** Keeps everything in memory, for as long as the page lives. */
export function createMemoryPersistence(seed?: Stored): Persistence {
  const tasks = new Map(seed?.tasks.map((task) => [task.id, task]));
  const rows = new Map(seed?.rows.map((row) => [row.seq, row]));
  let progress = seed?.progress ?? noProgress;
  let version = seed?.version ?? 0;
  let lastSeq = Math.max(0, ...rows.keys());

  function write(taskIds: readonly string[], decide: Decide): Delta | undefined {
    const ids = new Set(taskIds);
    const before = [...rows.values()].filter(({ taskId }) => ids.has(taskId));
    const decided = decide(before);
    if (!decided) return undefined;
    const diff = diffRows(before, decided.rows ?? before);
    const merged = mergeBase(decided.base ?? {}, progress, (id) => tasks.get(id));
    if (isNoop(merged, progress, diff)) return undefined;
    const changed = diff.changed.map((row) => (row.seq === 0 ? { ...row, seq: ++lastSeq } : row));
    if (merged.isReset) tasks.clear();
    for (const task of merged.tasks) tasks.set(task.id, task);
    for (const id of merged.gone) tasks.delete(id);
    for (const seq of diff.removed) rows.delete(seq);
    for (const row of changed) rows.set(row.seq, row);
    ({ progress } = merged);
    return { ...merged, version: ++version, rows: changed, removed: diff.removed };
  }

  return {
    isDurable: () => false,
    load: async () => ({ version, progress, tasks: [...tasks.values()], rows: [...rows.values()] }),
    readVersion: async () => version,
    transact: async (taskIds, decide) => write(taskIds, decide),
    async clear() {
      tasks.clear();
      rows.clear();
      progress = noProgress;
      version++;
    },
  };
}

/** A storage that is opened when it is first asked for something. */
export function createLazyPersistence(open: () => Promise<Persistence>): Persistence {
  let opened: Promise<Persistence> | undefined;
  let isDurable = () => true;
  const get = () => {
    opened ??= open().then((persistence) => {
      ({ isDurable } = persistence);
      return persistence;
    });
    return opened;
  };
  return {
    isDurable: () => isDurable(),
    load: async () => (await get()).load(),
    readVersion: async () => (await get()).readVersion(),
    transact: async (taskIds, decide, durability) => (await get()).transact(taskIds, decide, durability),
    clear: async () => (await get()).clear(),
  };
}
