import type { ReaderDay } from "@/components/app/reader";
import { dueColor } from "@/components/ui/due-color";
import { Glyph } from "@/components/ui/glyph";
import type { Task } from "@/lib/contract/task";
import { describeDay, describeDue, describeTime, dueState } from "@/lib/tasks/dates";

type DueLabelProps = { task: Task; day: ReaderDay; isTimeOnly: boolean };

/** When a task is due, as people say it; under the heading of its day, only the time. */
export function DueLabel({ task: { dueDate, dueTime, completed, deletedAt }, day, isTimeOnly }: DueLabelProps) {
  if (!dueDate || (isTimeOnly && !dueTime)) return null;
  const state = dueState(dueDate, day.today);
  const isOver = completed || deletedAt !== null;
  return (
    <span className={`inline-flex items-center gap-1 ${dueColor(isOver ? "later" : state, "text-ink-3")}`}>
      <Glyph of={dueTime ? "clock" : "calendar"} />
      <span className="sr-only">{state === "overdue" && !isOver ? "Overdue, due" : "Due"} </span>
      <time dateTime={dueTime ? `${dueDate}T${dueTime}` : dueDate} lang={day.locale} suppressHydrationWarning>
        {isTimeOnly && dueTime
          ? describeTime(dueTime, day.locale)
          : dueTime
            ? describeDue({ dueDate, dueTime }, day.today, day.locale)
            : describeDay(dueDate, day.today, day.locale)}
      </time>
    </span>
  );
}
