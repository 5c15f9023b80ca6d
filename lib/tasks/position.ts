import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import { positionMaxLength, positionPattern } from "@/lib/contract/limits";

const pattern = new RegExp(positionPattern);

const isPosition = (value: string): boolean => value.length <= positionMaxLength && pattern.test(value);

/** So many new positions between two, in order; null when there is no room, as between equal ones. Null is an end. */
function positionsBetween(before: string | null, after: string | null, count: number): string[] | null {
  if (before !== null && after !== null && before >= after) return null;
  try {
    const positions = count === 1 ? [generateKeyBetween(before, after)] : generateNKeysBetween(before, after, count);
    return positions.every(isPosition) ? positions : null;
  } catch {
    // Before the smallest or behind the largest integer part there is none.
    return null;
  }
}

/** A position between two, of which null is the start or the end; null when there is no room, as between equal ones. */
export function positionBetween(before: string | null, after: string | null): string | null {
  return positionsBetween(before, after, 1)?.[0] ?? null;
}

type Placed = { id: string; position: string };

/**
 * The writes that bring tasks to a place in the manual order: new positions of those that move, in the order in which
 * they are to stand, and of as few others as must make room, for ties and spent gaps are legal.
 * @param ordered the others and the moved, by (position, id), as the view shows them
 * @param moved the ids to move; ids that are not there are left out
 * @param before the id of the task that they come to stand before; null, or one that is not there, for the end
 */
export function planMoves(ordered: readonly Placed[], moved: readonly string[], before: string | null): Placed[] {
  const byId = new Map(ordered.map((task) => [task.id, task]));
  const moving = [...new Set(moved)].flatMap((id) => byId.get(id) ?? []);
  if (moving.length === 0) return [];
  const ids = new Set(moving.map(({ id }) => id));
  const rest = ordered.filter(({ id }) => !ids.has(id));
  const index = findPlace(ordered, rest, ids, before);
  if (isAscending([rest[index - 1], ...moving, rest[index]])) return [];
  for (let [left, right] = [index, index]; ; ) {
    const row = [...rest.slice(left, index), ...moving, ...rest.slice(index, right)];
    const positions = positionsBetween(rest[left - 1]?.position ?? null, rest[right]?.position ?? null, row.length);
    if (positions) return toMoves(row, positions);
    if (left === 0 && right === rest.length) throw new RangeError("an order without room");
    [left, right] = widen(rest, left, right);
  }
}

/** Whether tasks stand in order already, each apart from the next. */
function isAscending(tasks: (Placed | undefined)[]): boolean {
  const positions = tasks.flatMap((task) => task?.position ?? []);
  return positions.every((position, index) => index === 0 || (positions[index - 1] ?? "") < position);
}

/** Where in the rest the moved come to stand: before the next task that stays. */
function findPlace(ordered: readonly Placed[], rest: Placed[], moving: Set<string>, before: string | null): number {
  const target = ordered.findIndex(({ id }) => id === before);
  if (target === -1) return rest.length;
  const next = ordered.slice(target).find(({ id }) => !moving.has(id));
  return next ? rest.indexOf(next) : rest.length;
}

/** One more task that has to make room, on the side where the run of equal positions is shorter. */
function widen(rest: Placed[], left: number, right: number): [left: number, right: number] {
  const [lower, upper] = [rest[left - 1]?.position, rest[right]?.position];
  let [toLeft, toRight] = [left, right];
  while (toLeft > 0 && rest[toLeft - 1]?.position === lower) toLeft--;
  while (toRight < rest.length && rest[toRight]?.position === upper) toRight++;
  const takesLeft = right === rest.length || (left > 0 && left - toLeft <= toRight - right);
  return takesLeft ? [toLeft, right] : [left, toRight];
}

/** Those of which the position changes. */
function toMoves(row: Placed[], positions: string[]): Placed[] {
  return row.flatMap(({ id, position: old }, index) => {
    const position = positions[index];
    return position === undefined || position === old ? [] : [{ id, position }];
  });
}
