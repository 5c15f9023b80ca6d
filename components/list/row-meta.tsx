import type { ReaderDay } from "@/components/app/reader";
import { Glyph } from "@/components/ui/glyph";
import type { Task } from "@/lib/contract/task";
import { countChecklist } from "@/lib/tasks/checklist";
import { DueLabel } from "./due-label";

type RowMetaProps = { task: Task; day: ReaderDay; isTimeOnly: boolean };

/** The quiet line under a title: when it is due, and whether there is more to read. */
export function RowMeta({ task, day, isTimeOnly }: RowMetaProps) {
  if (!hasMeta(task, isTimeOnly)) return null;
  const list = countChecklist(task.description);
  return (
    <div data-meta className="mt-0.5 flex flex-wrap items-center gap-x-3 text-meta text-ink-3">
      {!task.completed && <DueLabel task={task} day={day} isTimeOnly={isTimeOnly} />}
      {list && (
        <span className="inline-flex items-center gap-1 tabular-nums">
          <Glyph of="checklist" />
          <span className="sr-only">Checklist </span>
          {list.done}/{list.total}
        </span>
      )}
      {!list && task.description && (
        <span className="inline-flex items-center">
          <Glyph of="lines" />
          <span className="sr-only">Has a description</span>
        </span>
      )}
    </div>
  );
}

/** Whether a task has such a line. */
export function hasMeta({ dueDate, dueTime, description, completed }: Task, isTimeOnly: boolean): boolean {
  return description !== "" || (!completed && (isTimeOnly ? dueTime : dueDate) !== null);
}
