import type { Task } from "@/lib/contract/task";
import { byPosition } from "@/lib/tasks/order";

/** A task before and after; undefined where it was not, or is no more. */
export type Replacement = readonly [before: Task | undefined, after: Task | undefined];

// Past this many, sorting anew costs less than moving the tail of the list each time.
const sortFrom = 64;

/** The list in manual order with tasks replaced. `tasks` must be in that order; it is not changed. */
export function replaceTasks(tasks: readonly Task[], replacements: readonly Replacement[]): readonly Task[] {
  if (replacements.length === 0) return tasks;
  if (replacements.length >= sortFrom) return rebuild(tasks, replacements);
  const list = [...tasks];
  for (const [before, after] of replacements) {
    const at = before ? findPlace(list, before) : -1;
    if (before && after && byPosition(before, after) === 0) {
      list[at] = after;
      continue;
    }
    if (before) list.splice(at, 1);
    if (after) list.splice(findPlace(list, after), 0, after);
  }
  return list;
}

function rebuild(tasks: readonly Task[], replacements: readonly Replacement[]): readonly Task[] {
  const replaced = new Set(replacements.map(([before]) => before));
  const kept = tasks.filter((task) => !replaced.has(task));
  return [...kept, ...replacements.flatMap(([, after]) => after ?? [])].sort(byPosition);
}

/** Where a task is, or would be. */
function findPlace(tasks: readonly Task[], task: Task): number {
  let [low, high] = [0, tasks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = tasks[middle];
    if (there && byPosition(there, task) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
