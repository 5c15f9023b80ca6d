"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import type { Task } from "@/lib/contract/task";
import { createClient } from "@/lib/store/api";
import { describeLongDay, type Reader } from "@/lib/tasks/dates";
import { readFilter, type TaskFilter } from "@/lib/tasks/filter";
import { AddTask } from "./add-task";
import { DestroyDialog } from "./destroy-dialog";
import { EmptyList } from "./empty-list";
import { explainRefusal } from "./explain";
import { FilterBar } from "./filter-bar";
import { focusFirst, holdFocus } from "./hold-focus";
import { createListStore, type ListStore } from "./list-store";
import { showRows } from "./rows";
import { TaskRow } from "./task-row";
import { useReader } from "./use-reader";

type TaskAppProps = {
  userId: string;
  filter: TaskFilter;
  tasks: Task[];
  hasMore: boolean;
  reader: Reader;
  today: string;
};

/** The tasks page: what the server's HTML shows, and from then on what the person does. */
export function TaskApp({ userId, filter, tasks, hasMore, reader, today }: TaskAppProps) {
  const [store] = useState(() => createListStore(filter, tasks, hasMore, createClient(userId)));
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
  const day = useReader(reader, today);
  const isReady = useIsHydrated();
  const [doomed, setDoomed] = useState<{ task: Task; row: Element }>();
  useFilterOfAddress(store);
  useLeaveWarning(store);
  const { loading, failure } = state;
  const rows = useMemo(
    () => showRows(state.rows, state.filter, loading === "filter" || failure?.of === "filter"),
    [state.rows, state.filter, loading, failure],
  );

  async function loadMore() {
    if (loading) return;
    const { length } = rows;
    await store.loadMore();
    // The button may be gone; the first task that it brought is where its reader goes on.
    if (document.activeElement === document.body) focusFirst(document.querySelectorAll("[data-task]")[length]);
  }

  function destroy() {
    if (!doomed) return;
    const giveBack = holdFocus(doomed.row);
    flushSync(() => store.change(doomed.task.id, { kind: "destroy" }, `“${doomed.task.title}” deleted for good`));
    giveBack();
  }

  return (
    <div className="mx-auto w-full max-w-measure px-4 pt-4 pb-24 sm:px-6">
      <h1 id="list-heading" tabIndex={-1} className="text-3xl font-semibold tracking-tight outline-none">
        Tasks
      </h1>
      <p className="mt-0.5 text-small text-ink-2" lang={day.locale} suppressHydrationWarning>
        {describeLongDay(day.today, day.locale)}
      </p>
      <div className="mt-5" hidden={!takesNew(state.filter)}>
        <AddTask isReady={isReady} onAdd={store.create} />
      </div>
      <div className="mt-5">
        <FilterBar filter={state.filter} />
      </div>
      <ul aria-label="Tasks" aria-busy={loading === "filter"} className="mt-2 border-line border-t">
        {rows.map((row) => (
          <TaskRow
            key={row.task.id}
            row={row}
            store={store}
            day={day}
            isReady={isReady}
            onDestroy={(task, row) => setDoomed({ task, row })}
          />
        ))}
      </ul>
      {rows.length === 0 && !loading && !failure && <EmptyList filter={state.filter} />}
      {loading === "filter" && rows.length === 0 && (
        <p className="animate-late py-10 text-center text-ink-3">Loading…</p>
      )}
      {failure && (
        <div className="flex flex-wrap items-center gap-3 py-4 text-small text-ink-2">
          <p>The list could not be loaded. {explainRefusal(failure)}</p>
          <Button onClick={failure.of === "more" ? loadMore : store.loadAgain}>Retry</Button>
        </div>
      )}
      {state.more !== "none" && failure?.of !== "more" && (
        <div className="flex justify-center py-4">
          <Button
            disabled={!isReady}
            aria-disabled={loading === "more"}
            aria-busy={loading === "more"}
            onClick={loadMore}
          >
            {loading === "more" ? "Loading…" : "Load more"}
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {state.announcement}
      </p>
      {doomed && <DestroyDialog title={doomed.task.title} onConfirm={destroy} onClose={() => setDoomed(undefined)} />}
    </div>
  );
}

/** Whether a task that is added would be seen. */
const takesNew = ({ view }: TaskFilter) => view === "all" || view === "pending";

function useFilterOfAddress(store: ListStore) {
  const parameters = useSearchParams();
  useEffect(() => store.show(readFilter(parameters)), [store, parameters]);
}

/** Leaving the page asks first while something is unsaved. */
function useLeaveWarning(store: ListStore) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (store.hasUnsaved() || document.querySelector("[data-unsaved]")) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [store]);
}
