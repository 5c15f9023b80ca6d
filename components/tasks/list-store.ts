import { v7 as makeUuid } from "uuid";
import { listLimitDefault } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import type { Client } from "@/lib/store/api";
import type { Change } from "@/lib/tasks/changes";
import type { Draft } from "@/lib/tasks/draft";
import { type TaskFilter, toListQuery } from "@/lib/tasks/filter";
import { explainRefusal, nameFailure } from "./explain";
import { isUnsaved, makeRow, mergeRows, type Row } from "./rows";
import { type Refusal, readTask, sendChange, toRefusal } from "./send-change";

/** What is behind the last row: nothing, a page at a cursor, or something whose cursor nobody has asked for yet. */
type More = "none" | "unknown" | { cursor: string };

export type ListState = {
  filter: TaskFilter;
  rows: readonly Row[];
  more: More;
  /** `filter`: a new view is on its way. `more`: its next page is. */
  loading: "filter" | "more" | undefined;
  /** Why the last loading came to nothing. */
  failure: (Refusal & { of: "filter" | "more" }) | undefined;
  /** What a screen reader hears. */
  announcement: string;
};

export type ListStore = ReturnType<typeof createListStore>;

/**
 * The tasks page's list: every change shows at once, is sent in order, one at a time for each task, and is taken back
 * when the server refuses it. It starts from what the server's HTML already shows.
 */
export function createListStore(filter: TaskFilter, tasks: readonly Task[], hasMore: boolean, client: Client) {
  let state: ListState = {
    filter,
    rows: tasks.map((task) => makeRow(task)),
    more: hasMore ? "unknown" : "none",
    loading: undefined,
    failure: undefined,
    announcement: "",
  };
  const initial = state;
  const listeners = new Set<() => void>();
  const sending = new Set<string>();
  const gone = new Set<string>();
  let clock = 0;
  let loads = 0;

  function set(part: Partial<ListState>) {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  const find = (id: string) => state.rows.find((row) => row.task.id === id);

  function change(id: string, part: (row: Row) => Partial<Row>, announcement = state.announcement) {
    clock++;
    set({
      rows: state.rows.map((row) => (row.task.id === id ? { ...row, ...part(row), touchedAt: clock } : row)),
      announcement,
    });
  }

  function remove(id: string) {
    gone.add(id);
    set({ rows: state.rows.filter((row) => row.task.id !== id) });
  }

  async function pump(id: string) {
    if (sending.has(id)) return;
    sending.add(id);
    for (let row = find(id); row?.queue[0]; row = find(id)) {
      const outcome = await sendChange(client, row.task, row.queue[0]);
      if ("refusal" in outcome) {
        const changes = find(id)?.queue ?? [];
        change(
          id,
          () => ({ failure: { ...outcome.refusal, changes }, queue: [] }),
          `${nameFailure(changes)} ${explainRefusal(outcome.refusal)}`,
        );
      } else if (outcome.task) {
        const { task } = outcome;
        change(id, ({ queue }) => ({ task, queue: queue.slice(1), isNew: false }));
      } else remove(id);
    }
    sending.delete(id);
  }

  function enqueue(id: string, changes: readonly Change[], announcement: string) {
    const kinds = new Set(changes.map(({ kind }) => kind));
    change(
      id,
      ({ queue, failure }) => {
        const left = failure?.changes.filter(({ kind }) => !kinds.has(kind)) ?? [];
        return {
          queue: [...queue, ...changes],
          failure: failure && left.length > 0 ? { ...failure, changes: left } : undefined,
        };
      },
      announcement,
    );
    void pump(id);
  }

  /** Takes the server's word for a task: null when it is gone, undefined when the server could not be asked. */
  async function reload(id: string): Promise<Task | null | undefined> {
    const outcome = await readTask(client, id);
    if ("refusal" in outcome) {
      change(id, ({ failure }) => ({ failure: failure && { ...failure, ...outcome.refusal } }));
      return undefined;
    }
    const { task } = outcome;
    if (task) change(id, () => ({ task, failure: undefined }));
    else remove(id);
    return task;
  }

  async function load(kind: "filter" | "more") {
    const load = ++loads;
    const askedAt = clock;
    const { filter, more } = state;
    // The first page came as HTML, without a cursor: so it is read again, together with the one behind it.
    const page = kind === "more" && more !== "unknown" && more !== "none" ? more : undefined;
    const limit = String(kind === "more" && !page ? 2 * listLimitDefault : listLimitDefault);
    set({ loading: kind, failure: undefined });
    const answer = await client("listTasks", {
      query: { ...toListQuery(filter), trashed: filter.view === "trash" ? "true" : "false", limit, ...page },
    });
    if (load !== loads) return;
    if (!answer.ok) {
      set({ loading: undefined, failure: { ...toRefusal(answer), of: kind } });
      return;
    }
    const { items, nextCursor } = answer.body;
    const before = page ? state.rows.map(({ task }) => task) : [];
    const listed = new Set(before.map(({ id }) => id));
    const tasks = [...before, ...items.filter(({ id }) => !listed.has(id))].filter(({ id }) => !gone.has(id));
    const rows = mergeRows(state.rows, tasks, askedAt);
    const announcement =
      kind === "more" ? `${rows.length} tasks shown` : `${rows.length} ${rows.length === 1 ? "task" : "tasks"}`;
    set({ rows, more: nextCursor === null ? "none" : { cursor: nextCursor }, loading: undefined, announcement });
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getState: () => state,
    getInitialState: () => initial,

    create(draft: Draft) {
      const now = new Date().toISOString();
      const fields = {
        completed: false,
        completedAt: null,
        deletedAt: null,
        position: "",
        revision: 0,
        createdAt: now,
        updatedAt: now,
      };
      const task: Task = { id: makeUuid(), ...draft, ...fields };
      set({ rows: [makeRow(task, { isNew: true }), ...state.rows] });
      enqueue(task.id, [{ kind: "create", key: makeUuid() }], "Task added");
    },

    change: (id: string, change: Change, announcement: string) => enqueue(id, [change], announcement),

    retry(id: string) {
      const row = find(id);
      if (row?.failure) enqueue(id, row.failure.changes, "Trying again");
    },

    /** Gives up what has failed; when the task turned out to be different, shows it as it is. */
    async discard(id: string) {
      const row = find(id);
      if (!row?.failure) return;
      if (row.isNew) return remove(id);
      const isStale = ["precondition_failed", "in_trash", "not_found"].includes(row.failure.code);
      if (!isStale || (await reload(id)) === undefined) change(id, () => ({ failure: undefined }));
    },

    reload,
    setDirty: (id: string, isDirty: boolean) => change(id, () => ({ isDirty })),
    hasUnsaved: () => state.rows.some(isUnsaved),

    /** Shows another view: at once what is known to be in it, then what the server says. */
    show(filter: TaskFilter) {
      if (filter.view === state.filter.view && filter.words === state.filter.words) return;
      set({ filter, more: "none" });
      void load("filter");
    },
    loadMore: () => load("more"),
    loadAgain: () => load("filter"),
  };
}
