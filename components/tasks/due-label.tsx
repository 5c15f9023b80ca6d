import { Icon } from "@/components/ui/icon";
import type { Task } from "@/lib/contract/task";
import { describeDue, dueState } from "@/lib/tasks/dates";
import type { ReaderDay } from "./use-reader";

const colors = { overdue: "text-high", today: "text-done", later: "text-ink-2" } as const;

/** When a task is due, as people say it. */
export function DueLabel({ task, day }: { task: Task; day: ReaderDay }) {
  const { dueDate, dueTime, completed } = task;
  if (!dueDate) return null;
  const state = dueState(dueDate, day.today);
  return (
    <span className={`inline-flex items-center gap-1 ${completed ? "text-ink-3" : colors[state]}`}>
      <Icon name={dueTime ? "clock" : "calendar"} className="size-3.5" />
      <span className="sr-only">{state === "overdue" && !completed ? "Overdue, due" : "Due"} </span>
      <time dateTime={dueTime ? `${dueDate}T${dueTime}` : dueDate} lang={day.locale} suppressHydrationWarning>
        {describeDue({ dueDate, dueTime }, day.today, day.locale)}
      </time>
    </span>
  );
}
