import { describe, expect, test } from "vitest";
import type { Task } from "@/lib/contract/task";
import type { ListSection } from "./list-section";
import { type Heights, planAll, planWindow, type WindowPlan } from "./window-plan";

/** A section of so many rows; only their ids matter here. */
const makeSection = (id: string, count: number): ListSection => ({
  id,
  title: { main: id, detail: null },
  date: null,
  isOrdered: false,
  // No other field is read.
  tasks: Array.from({ length: count }, (_, index) => ({ id: `${id}${index}` }) as Task),
});

const heights: Heights = { row: () => 10, frame: () => 20 };
const sections = [makeSection("a", 100), makeSection("b", 100), makeSection("c", 100)];

function measure({ sections, spaceAfter }: WindowPlan): number {
  const inside = sections.map(
    ({ spaceBefore, runs, spaceAfter }) =>
      spaceBefore + 20 + spaceAfter + runs.reduce((sum, run) => sum + run.spaceBefore + (run.to - run.from) * 10, 0),
  );
  return inside.reduce((sum, height) => sum + height, spaceAfter);
}

const countRows = ({ sections }: WindowPlan) =>
  sections.flatMap(({ runs }) => runs).reduce((sum, { from, to }) => sum + to - from, 0);

describe("what of a long list is drawn", () => {
  test.each([0, 500, 1010, 1500, 2900, 9999])("keeps its height when scrolled to %i", (top) => {
    for (const kept of [null, "a0", "b50", "c99"])
      expect(measure(planWindow(sections, heights, [top, top + 200], kept))).toBe(measure(planAll(sections)));
  });

  test("is what is in sight, across sections", () => {
    const plan = planWindow(sections, heights, [990, 1050], null);
    expect(plan.sections.map(({ section, runs }) => [section.id, runs])).toEqual([
      ["a", [{ from: 99, to: 100, spaceBefore: 990 }]],
      ["b", [{ from: 0, to: 3, spaceBefore: 0 }]],
    ]);
    expect(plan.spaceAfter).toBe(1020);
  });

  test("has the row that is kept, wherever it is, once", () => {
    const plan = planWindow(sections, heights, [0, 100], "c50");
    expect(plan.sections.map(({ section }) => section.id)).toEqual(["a", "c"]);
    expect(countRows(plan)).toBe(11);
    expect(countRows(planWindow(sections, heights, [0, 100], "a5"))).toBe(10);
  });
});
