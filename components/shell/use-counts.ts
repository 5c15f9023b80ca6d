"use client";

import { useEffect, useMemo, useState } from "react";
import { useReader } from "@/components/app/reader";
import { useSnapshot, useStore, useSyncStatus, useTasks } from "@/lib/store/use-store";
import { countViews, type ViewCounts } from "@/lib/tasks/views";

/**
 * How many tasks each view has: what the server counted, until the device knows better. It does once it has everything
 * and has heard the latest, or once the person changes something. Undefined while nobody knows.
 */
export function useCounts(counted: ViewCounts | undefined): ViewCounts | undefined {
  const tasks = useTasks();
  const { today } = useReader();
  const initialSync = useSyncStatus(({ initialSync }) => initialSync);
  const isLoaded = useSyncStatus(({ isLoaded }) => isLoaded);
  const isOnline = useSyncStatus(({ isOnline }) => isOnline);
  const hasUnsent = useSnapshot(({ unsent }) => unsent > 0);
  const hasPulled = useHasPulled();
  const own = useMemo(() => countViews(tasks, { today }), [tasks, today]);
  const hasAll = initialSync === null ? isLoaded : initialSync.total !== null && tasks.length >= initialSync.total;
  if (hasAll && (!counted || hasPulled || hasUnsent || !isOnline)) return own;
  return counted;
}

/** Whether the server has been asked, since the page is there, for what has changed. */
function useHasPulled(): boolean {
  const store = useStore();
  const [hasPulled, setHasPulled] = useState(false);
  useEffect(() => {
    let wasPulling = false;
    const look = () => {
      const isPulling = store.getSnapshot().sync.activity === "pulling";
      if (wasPulling && !isPulling) setHasPulled(true);
      wasPulling ||= isPulling;
    };
    look();
    return store.subscribe(look);
  }, [store]);
  return hasPulled;
}
