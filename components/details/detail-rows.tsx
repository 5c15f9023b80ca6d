import { Calendar, Flag, type LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { useReader } from "@/components/app/reader";
import { useWorkspace } from "@/components/app/workspace";
import { dueColor } from "@/components/ui/due-color";
import { Icon } from "@/components/ui/icon";
import { priorityFaces } from "@/components/ui/priority-faces";
import type { Task } from "@/lib/contract/task";
import { describeDue, dueState } from "@/lib/tasks/dates";

/** What a task is besides its text; each is changed in an overlay at its row. */
export function DetailRows({ task, isReadOnly }: { task: Task; isReadOnly: boolean }) {
  const workspace = useWorkspace();
  const { name, tone } = priorityFaces[task.priority];
  const open = (name: "due" | "priority") => (event: React.MouseEvent<HTMLElement>) =>
    workspace.set({ overlay: { name, ids: [task.id], anchor: event.currentTarget } });
  return (
    <div className="mt-5 flex flex-col">
      <Row icon={Calendar} name="Due" disabled={isReadOnly} onClick={open("due")}>
        <DueValue task={task} />
      </Row>
      <Row icon={Flag} name="Priority" disabled={isReadOnly} onClick={open("priority")}>
        <span className={task.priority === "none" ? "text-ink-3" : tone}>{name}</span>
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
      className={dueColor(completed ? "later" : dueState(dueDate, today), "text-ink-2")}
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
