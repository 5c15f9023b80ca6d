import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { positionMaxLength } from "@/lib/contract/limits";
import { position } from "@/lib/contract/scalars";
import type { Task } from "@/lib/contract/task";
import { byPosition } from "@/lib/tasks/order";
import { makeTaskAt } from "@/test/store/tasks";
import { type Placed, placeAtEnd, placeTask } from "./positions";

const isValid = (placed: readonly Placed[]) => placed.every((given) => position.safeParse(given.position).success);

function apply(tasks: readonly Task[], placed: readonly Placed[]): Task[] {
  const positionOf = new Map(placed.map(({ id, position }) => [id, position]));
  return tasks.map((task) => ({ ...task, position: positionOf.get(task.id) ?? task.position })).sort(byPosition);
}

const idsOf = (tasks: readonly Task[]) => tasks.map(({ id }) => id);
const longest = (start: string, digit: string) => start + digit.repeat(positionMaxLength - start.length);

/** Positions as the API takes them, from programs of every kind. */
const positions = fc.constantFrom(
  ..."01234".split("").map((digit) => `k0000000000${digit}`),
  "a0",
  "a1",
  "Zz",
  `B${"0".repeat(25)}`,
  `B${"0".repeat(24)}1`,
  longest(`B${"0".repeat(25)}`, "0").replace(/.$/, "1"),
  longest(`z${"z".repeat(26)}`, "z"),
  longest("a0", "z"),
  longest("a1", "0").replace(/.$/, "1"),
  longest("a1", "0").replace(/.$/, "2"),
);

describe("a place in manual order", () => {
  test("is where it was asked for, whatever the positions, and what is in the trash stays where it is", () => {
    const lists = fc.array(fc.record({ position: positions, isTrashed: fc.boolean() }), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(), fc.boolean(), (given, from, to, isLast) => {
        const tasks = given
          .map(({ position, isTrashed }, index) =>
            makeTaskAt(index, { position, deletedAt: isTrashed && index > 0 ? "2026-11-20T10:00:00.000Z" : null }),
          )
          .sort(byPosition);
        const live = tasks.filter(({ deletedAt }) => deletedAt === null);
        const moved = live[from % live.length];
        const others = live.filter((task) => task !== moved);
        const gap = to % (others.length + 1);
        const [after, before] = [others[gap - 1], isLast && gap > 0 ? undefined : others[gap]];
        if (!moved) return;
        const placed = placeTask(tasks, moved.id, {
          ...(after && { after: after.id }),
          ...(before && { before: before.id }),
        });
        expect(isValid(placed)).toBe(true);
        expect(idsOf(live)).toEqual(expect.arrayContaining(placed.map(({ id }) => id)));
        const result = idsOf(apply(live, placed));
        if (after) expect(result.indexOf(moved.id)).toBeGreaterThan(result.indexOf(after.id));
        if (before) expect(result.indexOf(moved.id)).toBeLessThan(result.indexOf(before.id));
        expect(result.filter((id) => id !== moved.id)).toEqual(idsOf(others));
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[string, (count: number) => number]>([
    ["behind one and the same", () => 1],
    ["before one and the same", (count) => count + 1],
    ["by turns", (count) => 1 + (count >> 1)],
    ["at the start", () => 0],
    ["at the end", () => 1_199],
  ])("is found for a thousand drops into one gap, each where it was asked for: %s", (_, chooseGap) => {
    let tasks = Array.from({ length: 1_200 }, (_, index) => makeTaskAt(index));
    let moves = 0;
    for (let count = 0; count < 1_150; count++) {
      const { id } = makeTaskAt(1_199 - count);
      const others = tasks.filter((task) => task.id !== id);
      const gap = chooseGap(count);
      const [after, before] = [others[gap - 1], others[gap]];
      const placed = placeTask(tasks, id, { ...(after && { after: after.id }), ...(before && { before: before.id }) });
      if (!isValid(placed)) throw new Error(JSON.stringify(placed));
      tasks = apply(tasks, placed);
      moves += placed.length;
      if (tasks[gap]?.id !== id) throw new Error(`drop ${count} is not where it was asked for`);
      if (count % 100 === 0) expect(idsOf(tasks).filter((other) => other !== id)).toEqual(idsOf(others));
    }
    expect(moves).toBeLessThan(1_150 * 1.5);
  });

  test("at the end is after all that are there, one behind the other, whatever stands there", () => {
    fc.assert(
      fc.property(fc.array(positions, { maxLength: 6 }), fc.integer({ min: 1, max: 120 }), (given, count) => {
        const tasks = given.map((position, index) => makeTaskAt(index, { position })).sort(byPosition);
        const { positions, moved } = placeAtEnd(tasks, count);
        const added = positions.map((position, index) => ({ id: makeTaskAt(100 + index).id, position }));
        expect(isValid([...added, ...moved])).toBe(true);
        const made = added.map(({ position }, index) => makeTaskAt(100 + index, { position }));
        const result = idsOf(apply([...tasks, ...made], moved));
        expect(result).toEqual([...idsOf(tasks), ...added.map(({ id }) => id)]);
      }),
    );
  });
});
