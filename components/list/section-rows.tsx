import { memo } from "react";
import type { ReaderDay } from "@/components/app/reader";
import type { ListSection } from "./list-section";
import { Row } from "./row";

type SectionRowsProps = {
  section: ListSection;
  headingId: string;
  firstId: string | undefined;
  openId: string | null;
  day: ReaderDay;
  words: readonly string[];
};

/** The rows of a section, as a grid that its heading names. */
export const SectionRows = memo(function SectionRows(props: SectionRowsProps) {
  const { section, headingId, firstId, openId, day, words } = props;
  const { tasks, date, isOrdered } = section;
  if (tasks.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table has no selection
    <div role="grid" aria-labelledby={headingId} aria-multiselectable="true" aria-rowcount={tasks.length}>
      {tasks.map((task, index) => (
        <Row
          key={task.id}
          task={task}
          index={index + 1}
          isFirst={task.id === firstId}
          isOpen={task.id === openId}
          isOrdered={isOrdered}
          isTimeOnly={date !== null}
          day={day}
          words={words}
        />
      ))}
    </div>
  );
});
