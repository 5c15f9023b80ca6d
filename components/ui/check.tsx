import type { Task } from "@/lib/contract/task";
import { priorityFaces } from "./priority-faces";

type CheckProps = {
  task: Task;
  isDisabled: boolean;
  onChange: (completed: boolean) => void;
  /** -1 in a grid, whose rows have the focus. */
  tabIndex?: -1;
};

/** The round checkbox of a task. Its ring says the priority by colour and by width, its name in words. */
export function Check({ task, isDisabled, onChange, tabIndex }: CheckProps) {
  const priority = task.priority === "none" ? "" : `, ${task.priority} priority`;
  return (
    <span className="relative z-10 -ms-1 inline-grid size-7 shrink-0 place-items-center pointer-coarse:-ms-3 pointer-coarse:-me-2 pointer-coarse:-my-2 pointer-coarse:size-11">
      <input
        type="checkbox"
        data-first
        tabIndex={tabIndex}
        checked={task.completed}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        aria-label={`Complete “${task.title}”${priority}`}
        className="peer absolute inset-0 cursor-pointer appearance-none rounded-full"
      />
      <span
        aria-hidden="true"
        className={`pointer-events-none grid size-5 place-items-center rounded-full transition-colors duration-150 peer-hover:bg-hover ${
          task.completed ? "border-[1.25px] border-ink-3 bg-ink-3! text-paper" : priorityFaces[task.priority].ring
        }`}
      >
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="size-3.5"
        >
          <path
            d="m3.5 8.4 3 3 6-6.4"
            pathLength={1}
            strokeDasharray="1 2"
            className={`transition-[stroke-dashoffset,opacity] duration-150 ${task.completed ? "opacity-100 [stroke-dashoffset:0]" : "opacity-0 [stroke-dashoffset:1]"}`}
          />
        </svg>
      </span>
    </span>
  );
}
