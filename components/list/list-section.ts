import type { Task } from "@/lib/contract/task";
import type { View } from "@/lib/tasks/views";

/** A section of a view, and whether its tasks are in the order that a person gave them. */
export type ListSection = View["sections"][number] & { isOrdered: boolean };

/** Where a task is in a list. */
type Spot = { section: ListSection; index: number; task: Task };

export function findSpot(sections: readonly ListSection[], id: string): Spot | undefined {
  for (const section of sections) {
    const index = section.tasks.findIndex((task) => task.id === id);
    const task = section.tasks[index];
    if (task) return { section, index, task };
  }
  return undefined;
}

/** How many tasks at the head of a section stay there whatever one does by hand: a day's tasks that have a time. */
export function countTimed({ date, tasks }: ListSection): number {
  if (date === null) return 0;
  const first = tasks.findIndex(({ dueTime }) => dueTime === null);
  return first === -1 ? tasks.length : first;
}

/**
 * Which row is the active one after a change of the list: the same while it is where it was or was moved elsewhere; its
 * neighbour once it is done or gone; null when there is none.
 */
export function followActive(
  before: readonly ListSection[],
  after: readonly ListSection[],
  activeId: string,
): string | null {
  const [was, is] = [findSpot(before, activeId), findSpot(after, activeId)];
  if (!was) return is ? activeId : null;
  const isDoneNow = was.task.completedAt === null && is?.task.completedAt != null;
  if (is && (was.section.id === is.section.id || !isDoneNow)) return activeId;
  return findNeighbour(before, after, was);
}

function findNeighbour(
  before: readonly ListSection[],
  after: readonly ListSection[],
  { section, index }: Spot,
): string | null {
  const stays = after.find(({ id }) => id === section.id)?.tasks ?? [];
  const there = new Set(stays.map(({ id }) => id));
  const below = section.tasks.slice(index + 1).find(({ id }) => there.has(id));
  const above = section.tasks.slice(0, index).findLast(({ id }) => there.has(id));
  const near = below ?? above;
  if (near) return near.id;
  const order = before.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  const at = order.indexOf(section.tasks[index]?.id ?? "");
  const left = new Set(after.flatMap(({ tasks }) => tasks.map(({ id }) => id)));
  left.delete(order[at] ?? "");
  return order.slice(at + 1).find((id) => left.has(id)) ?? order.slice(0, at).findLast((id) => left.has(id)) ?? null;
}
