import type { ListSection } from "./list-section";

/** Rows that are drawn, from an index up to but not including another, and the room of those left out before them. */
type Run = { from: number; to: number; spaceBefore: number };

/** A section of which some rows are drawn, and the room that what is left out takes. */
export type DrawnSection = { section: ListSection; spaceBefore: number; runs: readonly Run[]; spaceAfter: number };

export type WindowPlan = { sections: readonly DrawnSection[]; spaceAfter: number };

/** Heights in pixels: of a row, and of all else in a section. */
export type Heights = { row(section: ListSection, index: number): number; frame(section: ListSection): number };

/** Whether a row is among those that are drawn. */
export const isDrawn = ({ sections }: WindowPlan, id: string): boolean =>
  sections.some(({ section, runs }) =>
    runs.some(({ from, to }) => section.tasks.slice(from, to).some((task) => task.id === id)),
  );

/** Draws everything. */
export function planAll(sections: readonly ListSection[]): WindowPlan {
  const drawn = sections.map((section) => ({
    section,
    spaceBefore: 0,
    runs: [{ from: 0, to: section.tasks.length, spaceBefore: 0 }],
    spaceAfter: 0,
  }));
  return { sections: drawn, spaceAfter: 0 };
}

/** Draws what lies between two heights of the list, and the row that is kept wherever it is. */
export function planWindow(
  sections: readonly ListSection[],
  heights: Heights,
  [top, bottom]: readonly [top: number, bottom: number],
  keptId: string | null,
): WindowPlan {
  const drawn: DrawnSection[] = [];
  let [at, space] = [0, 0];
  for (const section of sections) {
    const start = at;
    const runs: Run[] = [];
    let run: { from: number; to: number; spaceBefore: number } | undefined;
    let gap = 0;
    section.tasks.forEach(({ id }, index) => {
      const height = heights.row(section, index);
      const isDrawn = (at + height > top && at < bottom) || id === keptId;
      at += height;
      if (!isDrawn) {
        gap += height;
        run = undefined;
      } else if (run) run.to = index + 1;
      else {
        run = { from: index, to: index + 1, spaceBefore: gap };
        runs.push(run);
        gap = 0;
      }
    });
    at += heights.frame(section);
    const isInSight = runs.length > 0 || (at > top && start < bottom);
    if (isInSight) {
      drawn.push({ section, spaceBefore: space, runs, spaceAfter: gap });
      space = 0;
    } else space += at - start;
  }
  return { sections: drawn, spaceAfter: space };
}
