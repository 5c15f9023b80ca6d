import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTask, anyTasks } from "@/test/task-arbitrary";
import { getOrder, orders } from "./order";
import { sorts } from "./view-options";

const all = { ...orders, ...Object.fromEntries(sorts.map((sort) => [`sort ${sort}`, getOrder(sort)])) };

describe.each(Object.entries(all))("%s", (_, order) => {
  test("is total: one of two is first, and three agree", () => {
    fc.assert(
      fc.property(anyTask, anyTask, anyTask, (a, b, c) => {
        expect(Math.sign(order(a, b)) + Math.sign(order(b, a))).toBe(0);
        expect(order(a, b) === 0).toBe(a.id === b.id);
        if (order(a, b) < 0 && order(b, c) < 0) expect(order(a, c)).toBeLessThan(0);
      }),
    );
  });
});

test("tasks without a due are last both ways", () => {
  fc.assert(
    fc.property(anyTasks, (tasks) => {
      for (const sort of ["due", "-due"] as const) {
        const hasDue = tasks.toSorted(getOrder(sort)).map(({ dueDate }) => dueDate !== null);
        expect(hasDue).toEqual(hasDue.toSorted((one, other) => Number(other) - Number(one)));
      }
    }),
  );
});
