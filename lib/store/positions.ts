import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import type { Task } from "@/lib/contract/task";
import { byPosition } from "@/lib/tasks/order";

/** Positions for new tasks, after all that are there. `tasks` in manual order. */
export function makePositionsAtEnd(tasks: readonly Task[], count: number): string[] {
  return generateNKeysBetween(tasks.at(-1)?.position ?? null, null, count);
}

/** Where a task is dropped: after one, before another, or both. */
export type Place = { after?: string; before?: string };

/**
 * The positions that put a task in its place: its own, and those of tasks that share one and would be in the way.
 * `tasks` in manual order; the neighbours are those of a list that may leave some out, in the order of that list.
 */
export function placeTask(
  tasks: readonly Task[],
  id: string,
  { after, before }: Place,
): { id: string; position: string }[] {
  const others = tasks.filter((task) => task.id !== id);
  const upper = others.find((task) => task.id === after);
  const lower = others.find((task) => task.id === before);
  if (!upper && !lower) return [];
  if (!upper && lower) {
    const above = others.findLast(({ position }) => position < lower.position);
    return [{ id, position: generateKeyBetween(above?.position ?? null, lower.position) }];
  }
  if (!upper) return [];
  if (lower && lower.position > upper.position)
    return [{ id, position: generateKeyBetween(upper.position, lower.position) }];
  // Between two that share a position there is no room: those behind make some.
  const tied = lower?.position === upper.position;
  const moved = others.filter((task) => tied && task.position === upper.position && byPosition(upper, task) < 0);
  const next = others.find(({ position }) => position > upper.position);
  const keys = generateNKeysBetween(upper.position, next?.position ?? null, moved.length + 1);
  return [id, ...moved.map((task) => task.id)].map((id, index) => ({ id, position: keys[index] ?? upper.position }));
}
