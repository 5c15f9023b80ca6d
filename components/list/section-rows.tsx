import { memo } from "react";
import type { ReaderDay } from "@/components/app/reader";
import { readProblem, type Snapshot } from "@/lib/store/snapshot";
import { type DrawFound, Row } from "./row";
import type { DrawnSection } from "./window-plan";

type SectionRowsProps = {
  drawn: DrawnSection;
  headingId: string;
  firstId: string | undefined;
  openId: string | null;
  day: ReaderDay;
  drawFound: DrawFound | undefined;
  /** The marks of all tasks, if any of them wants a decision. */
  marks: Snapshot["marks"] | null;
};

/** The rows of a section, as a grid that its heading names. */
export const SectionRows = memo(function SectionRows(props: SectionRowsProps) {
  const { drawn, headingId, firstId, openId, day, drawFound, marks } = props;
  const { tasks, date, isOrdered } = drawn.section;
  if (tasks.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table has no selection
    <div role="grid" aria-labelledby={headingId} aria-multiselectable="true" aria-rowcount={tasks.length}>
      {drawn.runs.flatMap(({ from, to, spaceBefore }) => [
        <Space key={`before ${from}`} height={spaceBefore} />,
        ...tasks
          .slice(from, to)
          .map((task, index) => (
            <Row
              key={task.id}
              task={task}
              index={from + index + 1}
              isFirst={task.id === firstId}
              isOpen={task.id === openId}
              isOrdered={isOrdered}
              isTimeOnly={date !== null}
              day={day}
              drawFound={drawFound}
              problem={marks ? readProblem(marks, task.id) : undefined}
            />
          )),
      ])}
      <Space height={drawn.spaceAfter} />
    </div>
  );
});

/** The room of what is not drawn. */
export const Space = ({ height }: { height: number }) => height > 0 && <div aria-hidden="true" style={{ height }} />;
