import type { Task } from "@/lib/contract/task";
import { isNews, noProgress, type Progress } from "./base";
import { IdMap } from "./id-map";
import { applyRows, groupRows, type OutboxRow, type Rows, type RowsChange } from "./outbox";
import type { Delta, Stored } from "./persistence";
import { type Replacement, replaceTasks } from "./task-order";

const noRows: Rows = [];

/** What one tab holds: the device's base and outbox, what is on its way into the outbox, and the tasks that follow. */
export type Memory = {
  /** The tasks as the person sees them. */
  tasks(): IdMap<Task>;
  /** The same, in manual order. */
  list(): readonly Task[];
  base(): IdMap<Task>;
  progress(): Progress;
  /** Stored rows, by `seq`. */
  outbox(): Iterable<OutboxRow>;
  /** How many changes the server has not confirmed. */
  countUnsent(): number;
  /** A task's rows, those included that are not stored yet. */
  rowsOf(id: string): Rows;
  load(stored: Stored): void;
  /** Applies a write that any tab has made; returns the ids of tasks that it touched. */
  apply(delta: Delta): string[];
  /** Shows changes that are not stored yet. */
  hold(changes: ReadonlyMap<string, RowsChange>): void;
  release(changes: ReadonlyMap<string, RowsChange>): void;
  /** Shows tasks that may be out of date, where there is nothing newer, until a pull has reached its end. */
  addPage(tasks: readonly Task[]): void;
  dropPage(): string[];
  /** The page's tasks. After a complete pull, those that the base does not have are deleted on the server. */
  page(): ReadonlyMap<string, Task>;
  /** Forgets everything. */
  clear(): void;
};

export function createMemory(): Memory {
  let base = IdMap.empty<Task>();
  let progress = noProgress;
  let page = new Map<string, Task>();
  // Once a pull has reached its end, the page counts only for tasks that are gone and have rows: their text is not lost.
  let isPageOver = true;
  // Places are given out in order and never twice, so the map's own order is the outbox's.
  let rows = new Map<number, OutboxRow>();
  let rowsByTask = new Map<string, Rows>();
  const held = new Map<string, RowsChange[]>();
  let heldCount = 0;
  let tasks = IdMap.empty<Task>();
  let list: readonly Task[] = [];

  const rowsOf = (id: string): Rows =>
    (held.get(id) ?? []).reduce((rows, change) => change(rows), rowsByTask.get(id) ?? noRows);

  function findServerTask(id: string): Task | undefined {
    const [ours, shown] = [base.get(id), page.get(id)];
    if (isPageOver && rowsOf(id).length === 0) return ours;
    return shown && isNews(ours, shown, progress) ? shown : ours;
  }

  function refresh(ids: Iterable<string>): void {
    const replacements: Replacement[] = [];
    const entries: [string, Task | undefined][] = [];
    for (const id of new Set(ids)) {
      const before = tasks.get(id);
      const after = keepIdentity(before, applyRows(findServerTask(id), rowsOf(id)));
      if (before === after) continue;
      replacements.push([before, after]);
      entries.push([id, after]);
    }
    tasks = tasks.with(entries);
    list = replaceTasks(list, replacements);
  }

  const allIds = () => [...tasks.keys(), ...base.keys(), ...page.keys(), ...rowsByTask.keys(), ...held.keys()];

  function applyRowsOf({ rows: changed, removed }: Delta): string[] {
    const gone = removed.flatMap((seq) => rows.get(seq) ?? []);
    for (const { seq } of gone) rows.delete(seq);
    for (const row of changed) rows.set(row.seq, row);
    const touched = new Set([...gone, ...changed].map(({ taskId }) => taskId));
    const seqs = new Set([...gone, ...changed].map(({ seq }) => seq));
    const after = groupRows(changed);
    for (const id of touched) {
      const kept = (rowsByTask.get(id) ?? noRows).filter(({ seq }) => !seqs.has(seq));
      const next = [...kept, ...(after.get(id) ?? noRows)].sort((one, other) => one.seq - other.seq);
      if (next.length > 0) rowsByTask.set(id, next);
      else rowsByTask.delete(id);
    }
    return [...touched];
  }

  function dropPage(): string[] {
    const ids = [...page.keys()];
    isPageOver = true;
    page = new Map([...page].filter(([id]) => !base.has(id) && rowsOf(id).length > 0));
    refresh(ids);
    return ids;
  }

  return {
    tasks: () => tasks,
    list: () => list,
    base: () => base,
    progress: () => progress,
    outbox: () => rows.values(),
    countUnsent: () => rows.size + heldCount,
    rowsOf,
    page: () => page,
    load(stored) {
      base = IdMap.of(stored.tasks.map((task) => [task.id, task]));
      ({ progress } = stored);
      rows = new Map(stored.rows.map((row) => [row.seq, row]));
      rowsByTask = groupRows(rows.values());
      refresh(allIds());
    },
    apply(delta) {
      const touched = [...delta.tasks.map(({ id }) => id), ...delta.gone, ...applyRowsOf(delta)];
      if (delta.isReset) {
        // Until the server has told everything again, what we had is better than nothing.
        page = new Map([...page, ...Array.from(base.values(), (task) => [task.id, task] as const)]);
        isPageOver = false;
        touched.push(...page.keys());
        base = IdMap.empty();
      }
      for (const id of delta.gone) page.delete(id);
      base = base.with([
        ...delta.tasks.map((task) => [task.id, task] as const),
        ...delta.gone.map((id) => [id, undefined] as const),
      ]);
      const isComplete = progress.known === null && delta.progress.known !== null;
      ({ progress } = delta);
      refresh(touched);
      return isComplete ? [...touched, ...dropPage()] : touched;
    },
    hold(changes) {
      for (const [id, change] of changes) held.set(id, [...(held.get(id) ?? []), change]);
      heldCount += changes.size;
      refresh(changes.keys());
    },
    release(changes) {
      for (const [id, change] of changes) {
        const rest = held.get(id)?.filter((other) => other !== change) ?? [];
        if (rest.length > 0) held.set(id, rest);
        else held.delete(id);
      }
      heldCount -= changes.size;
      refresh(changes.keys());
    },
    addPage(shown) {
      page = new Map([...page, ...shown.map((task) => [task.id, task] as const)]);
      isPageOver = false;
      refresh(page.keys());
    },
    dropPage,
    clear() {
      [base, tasks, list, progress] = [IdMap.empty(), IdMap.empty(), [], noProgress];
      [page, rows, rowsByTask] = [new Map(), new Map(), new Map()];
      held.clear();
      heldCount = 0;
    },
  };
}

/** The task that was there if the new one is the same: what has not changed is not drawn again. */
function keepIdentity(before: Task | undefined, after: Task | undefined): Task | undefined {
  if (!before || !after) return after;
  const isSame = (Object.keys(after) as (keyof Task)[]).every((name) => before[name] === after[name]); // its own keys
  return isSame ? before : after;
}
