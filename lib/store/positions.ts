import { generateNKeysBetween } from "fractional-indexing";
import { positionMaxLength } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";

export type Placed = { id: string; position: string };

// Where room is made, keys are left with half their length to grow.
const roomyLength = positionMaxLength / 2;
// The first key that the API takes: those before it begin with A.
const firstKey = `B${"0".repeat(25)}`;

/**
 * Keys between two positions, or from an end; undefined if there is no room for as many of that length. The first or the
 * last of them is as long as its neighbour is: one more is made, and left out.
 */
function makeKeys(above: string | null, below: string | null, count: number, maxLength: number): string[] | undefined {
  // They share a position.
  if (above !== null && below !== null && above >= below) return undefined;
  for (const [from, more] of [
    [0, 0],
    [1, 1],
    [0, 1],
  ] as const) {
    const keys = generateNKeysBetween(above, below, count + more).slice(from, from + count);
    if (keys.every((key) => key.length <= maxLength && key >= firstKey)) return keys;
  }
  return above === null && below !== null ? makeKeys(firstKey, below, count, maxLength) : undefined;
}

/**
 * Positions for new tasks at an index of a list in manual order, and for the few around it that have to move where there
 * is no room: two that share a position, or between which so many were put that a key would grow too long.
 */
function makeRoom(tasks: readonly Task[], index: number, count: number): { positions: string[]; moved: Placed[] } {
  for (let size = 0; ; size += 1 + (size >> 3)) {
    for (const left of new Set([0, size, size >> 1])) {
      const [start, end] = [Math.max(0, index - left), Math.min(tasks.length, index + size - left)];
      const [above, below] = [tasks[start - 1]?.position ?? null, tasks[end]?.position ?? null];
      const keys = makeKeys(above, below, end - start + count, size === 0 ? positionMaxLength : roomyLength);
      if (!keys) continue;
      const positions = keys.splice(index - start, count);
      return { positions, moved: tasks.slice(start, end).map(({ id }, at) => ({ id, position: keys[at] ?? "" })) };
    }
  }
}

/** What is in the trash can't be moved. */
const listLive = (tasks: readonly Task[]) => tasks.filter(({ deletedAt }) => deletedAt === null);

/** Positions for new tasks, after all that are there, and for those that have to move. `tasks` in manual order. */
export function placeAtEnd(tasks: readonly Task[], count: number): { positions: string[]; moved: Placed[] } {
  const positions = makeKeys(tasks.at(-1)?.position ?? null, null, count, positionMaxLength);
  if (positions) return { positions, moved: [] };
  const live = listLive(tasks);
  return makeRoom(live, live.length, count);
}

/** Where a task is dropped: after one, before another, or both. */
export type Place = { after?: string; before?: string };

/**
 * The positions that put a task in its place: its own, and those of tasks that have to move. `tasks` in manual order;
 * the neighbours are those of a list that may leave some out, in the order of that list.
 */
export function placeTask(tasks: readonly Task[], id: string, { after, before }: Place): Placed[] {
  const others = listLive(tasks).filter((task) => task.id !== id);
  const upper = others.find((task) => task.id === after);
  const lower = others.find((task) => task.id === before);
  if (!upper && !lower) return [];
  const isBetween = upper && lower && lower.position > upper.position;
  const [key] = (isBetween && makeKeys(upper.position, lower.position, 1, positionMaxLength)) || [];
  if (key !== undefined) return [{ id, position: key }];
  const { positions, moved } = makeRoom(others, findIndex(others, upper, lower), 1);
  return [...positions.map((position) => ({ id, position })), ...moved];
}

/** Where in the list a task goes: right behind the upper one if it must, else where nobody who shares a position moves. */
function findIndex(others: readonly Task[], upper: Task | undefined, lower: Task | undefined): number {
  if (upper && lower && lower.position >= upper.position) return others.indexOf(upper) + 1;
  const isBehind = ({ position }: Task) =>
    upper ? position > upper.position : lower !== undefined && position >= lower.position;
  const index = others.findIndex(isBehind);
  return index === -1 ? others.length : index;
}
