import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Task } from "@/lib/contract/task";
import { byPosition } from "@/lib/tasks/order";
import { freeze, makeTaskAt } from "@/test/store/tasks";
import { IdMap } from "./id-map";
import { replaceTasks } from "./task-order";

const edits = fc.array(fc.record({ index: fc.nat({ max: 30 }), position: fc.nat({ max: 5 }), isGone: fc.boolean() }), {
  maxLength: 120,
});
const at = (position: number) => `k0000000000${position}`;

describe("a list in manual order", () => {
  test("stays the list that sorting anew gives, however much is replaced at once", () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 6 }), (rounds) => {
        let list: readonly Task[] = [];
        const tasks = new Map<string, Task>();
        for (const round of rounds) {
          const changes = new Map(
            round.map(({ index, position, isGone }) => {
              const task = makeTaskAt(index, { position: at(position) });
              return [task.id, isGone ? undefined : task];
            }),
          );
          list = replaceTasks(
            freeze(list),
            Array.from(changes, ([id, task]) => [tasks.get(id), task] as const),
          );
          for (const [id, task] of changes) task ? tasks.set(id, task) : tasks.delete(id);
          expect(list).toEqual([...tasks.values()].sort(byPosition));
        }
      }),
    );
  });
});

describe("a map by id", () => {
  test("holds what a Map holds, and the maps before it stay as they were", () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 6 }), (rounds) => {
        let map = IdMap.empty<number>();
        const expected = new Map<string, number>();
        for (const round of rounds) {
          const before = { map, entries: [...map.keys()].map((id) => [id, map.get(id)]) };
          const entries = round.map(
            ({ index, position, isGone }) => [makeTaskAt(index).id, isGone ? undefined : position] as const,
          );
          map = map.with(entries);
          for (const [id, value] of entries) value === undefined ? expected.delete(id) : expected.set(id, value);
          expect(Object.fromEntries([...map.keys()].map((id) => [id, map.get(id)]))).toEqual(
            Object.fromEntries(expected),
          );
          expect(map.size).toBe(expected.size);
          expect([...before.map.keys()].map((id) => [id, before.map.get(id)])).toEqual(before.entries);
        }
      }),
    );
  });

  test("is the same map when nothing differs", () => {
    const map = IdMap.of([["0199a0c4-0000-7000-8000-000000000001", 1]]);
    expect(map.with([["0199a0c4-0000-7000-8000-000000000001", 1]])).toBe(map);
    expect(map.with([["0199a0c4-0000-7000-8000-000000000002", undefined]])).toBe(map);
  });
});
