import { Calendar, Flag, type LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { useReader } from "@/components/app/reader";
import { useWorkspace } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";
import type { Task } from "@/lib/contract/task";
import { describeDue, dueState } from "@/lib/tasks/dates";

const dueLooks = { overdue: "text-high", today: "text-done", later: "text-ink-2" } as const;

const priorities = {
  high: { label: "High", look: "text-high" },
  medium: { label: "Medium", look: "text-medium-ink" },
  low: { label: "Low", look: "text-low-ink" },
  none: { label: "No priority", look: "text-ink-3" },
} as const satisfies Record<Task["priority"], { label: string; look: string }>;

/** What a task is besides its text; each is changed in an overlay at its row. */
export function DetailRows({ task, isReadOnly }: { task: Task; isReadOnly: boolean }) {
  const workspace = useWorkspace();
  const { label, look } = priorities[task.priority];
  const open = (name: "due" | "priority") => (event: React.MouseEvent<HTMLElement>) =>
    workspace.set({ overlay: { name, ids: [task.id], anchor: event.currentTarget } });
  return (
    <div className="mt-5 flex flex-col">
      <Row icon={Calendar} name="Due" disabled={isReadOnly} onClick={open("due")}>
        <DueValue task={task} />
      </Row>
      <Row icon={Flag} name="Priority" disabled={isReadOnly} onClick={open("priority")}>
        <span className={look}>{label}</span>
      </Row>
    </div>
  );
}

function DueValue({ task: { dueDate, dueTime, completed } }: { task: Task }) {
  const { today, locale } = useReader();
  if (dueDate === null) return <span className="text-ink-3">No date</span>;
  return (
    <time
      dateTime={dueTime ? `${dueDate}T${dueTime}` : dueDate}
      className={completed ? "text-ink-2" : dueLooks[dueState(dueDate, today)]}
    >
      {describeDue({ dueDate, dueTime }, today, locale)}
    </time>
  );
}

function Row({
  icon,
  name,
  children,
  disabled,
  ...props
}: { icon: LucideIcon; name: string } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      disabled={disabled}
      className="-mx-2 grid min-h-[2.0625rem] grid-cols-[5.875rem_1fr] items-center gap-x-4 rounded-md px-2 py-1 text-start text-small enabled:hover:bg-hover pointer-coarse:min-h-11"
      {...props}
    >
      <span className="inline-flex items-center gap-2 text-ink-2">
        <Icon of={icon} />
        {name}
      </span>
      <span className="min-w-0">{children}</span>
    </button>
  );
}
