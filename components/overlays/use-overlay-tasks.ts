import { useEffect, useMemo } from "react";
import type { Task } from "@/lib/contract/task";
import { useSnapshot } from "@/lib/store/use-store";

/** The tasks of an overlay that are still there. Once none is, there is nothing left to do. */
export function useOverlayTasks(ids: readonly string[], onClose?: () => void): Task[] {
  const byId = useSnapshot(({ byId }) => byId);
  const tasks = useMemo(() => ids.flatMap((id) => byId.get(id) ?? []), [byId, ids]);
  const areGone = tasks.length === 0;
  useEffect(() => {
    if (areGone) onClose?.();
  }, [areGone, onClose]);
  return tasks;
}

/** What all have in common; undefined when they differ, or are none. */
export function readCommon<Value>(tasks: readonly Task[], read: (task: Task) => Value): Value | undefined {
  const [first] = tasks;
  if (first === undefined) return undefined;
  const value = read(first);
  return tasks.every((task) => read(task) === value) ? value : undefined;
}
