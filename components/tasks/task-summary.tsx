import type { Task } from "@/lib/contract/task";
import { DueLabel } from "./due-label";
import type { ReaderDay } from "./use-reader";

/** A task's words: its title, the beginning of its description, and when it is due. */
export function TaskSummary({ task, day, isSaving }: { task: Task; day: ReaderDay; isSaving: boolean }) {
  return (
    <div className="min-w-0 flex-1 py-0.5">
      <p
        dir="auto"
        className={`text-title transition-colors duration-150 ${task.completed ? "text-ink-3 line-through" : "text-ink"}`}
      >
        {task.title}
      </p>
      {task.description && (
        <p dir="auto" className="line-clamp-2 text-meta whitespace-pre-line text-ink-3">
          {task.description}
        </p>
      )}
      {(task.dueDate || isSaving) && (
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-meta">
          <DueLabel task={task} day={day} />
          {isSaving && <span className="animate-late text-ink-3">Saving…</span>}
        </p>
      )}
    </div>
  );
}
