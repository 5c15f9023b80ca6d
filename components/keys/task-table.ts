import { findRow } from "@/components/app/find-row";
import { navigate } from "@/components/app/place";
import { writePlace } from "@/components/app/views";
import { clearSelection } from "@/components/list/selection";
import type { Task } from "@/lib/contract/task";
import { type Command, type CommandContext, getActiveRow, getTargets, readOneTarget } from "./command";
import { focusTitleField, isInPanel } from "./focus";

const isTrashed = ({ deletedAt }: Task) => deletedAt !== null;
const readIds = (context: CommandContext) => getTargets(context).map(({ id }) => id);

/** Whether there are tasks to act on, none of them in the trash. */
function hasLive(context: CommandContext): boolean {
  const targets = getTargets(context);
  return targets.length > 0 && !targets.some(isTrashed);
}

function hasTrashed(context: CommandContext): boolean {
  const targets = getTargets(context);
  return targets.length > 0 && targets.every(isTrashed);
}

const areCompleted = (context: CommandContext) => getTargets(context).every(({ completed }) => completed);

/** Opens the picker where the focus will be again: at what has it in the panel, else at the row. */
function openDuePicker(context: CommandContext): void {
  const ids = readIds(context);
  const activeId = getActiveRow(context.workspace);
  const id = ids.find((id) => id === activeId) ?? ids[0] ?? "";
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const anchor = (isInPanel() ? null : findRow(id)) ?? focused;
  context.workspace.set({ overlay: { name: "due", ids, anchor } });
}

/** Acts on the tasks, and ends the selection: they leave the screen, or have what was wanted. */
function finish(context: CommandContext, act: (ids: string[]) => void): void {
  act(readIds(context));
  clearSelection(context.workspace);
}

/** Whether the task to edit is the one in the panel, which has a field for its title. */
const isOneInPanel = (context: CommandContext) => isInPanel() && readOneTarget(context) === context.place.taskId;

const setPriority = (key: string, priority: Task["priority"], label: string): Command => ({
  group: "Task",
  label,
  keys: [key],
  words: "importance flag",
  isAvailable: hasLive,
  run: (context) => context.commands.setPriority(readIds(context), priority),
});

/** What is done to the tasks that `getTargets` names. */
export const taskTable = {
  open: {
    group: "Task",
    label: "Open",
    keys: ["Enter"],
    words: "details show",
    isAvailable: (context) => {
      const id = readOneTarget(context);
      return id !== null && id !== context.place.taskId;
    },
    run: (context) => navigate(writePlace(context.place, readOneTarget(context))),
  },
  complete: {
    group: "Task",
    label: (context) => (context && areCompleted(context) ? "Reopen" : context ? "Complete" : "Complete or reopen"),
    keys: ["Space", "X"],
    words: "done finish check tick",
    isAvailable: hasLive,
    run: (context) => {
      const completed = !areCompleted(context);
      finish(context, (ids) => context.commands.complete(ids, completed));
    },
  },
  edit: {
    group: "Task",
    label: "Edit title",
    keys: ["E"],
    words: "rename change",
    isAvailable: (context) =>
      hasLive(context) && (isOneInPanel(context) || context.workspace.rows.includes(readOneTarget(context) ?? "")),
    run: (context) => {
      if (isOneInPanel(context)) focusTitleField();
      else context.workspace.set({ editingId: readOneTarget(context) });
    },
  },
  due: {
    group: "Task",
    label: "Due date",
    keys: ["T"],
    words: "schedule reschedule deadline when time",
    isAvailable: hasLive,
    run: openDuePicker,
  },
  priorityHigh: setPriority("1", "high", "High priority"),
  priorityMedium: setPriority("2", "medium", "Medium priority"),
  priorityLow: setPriority("3", "low", "Low priority"),
  priorityNone: setPriority("4", "none", "No priority"),
  duplicate: {
    group: "Task",
    label: "Duplicate",
    words: "copy",
    isAvailable: hasLive,
    run: (context) => void context.commands.duplicate(readIds(context)),
  },
  delete: {
    group: "Task",
    label: (context) => (context && hasTrashed(context) ? "Delete for good" : "Delete"),
    keys: ["Delete", "cmd+Backspace"],
    words: "remove trash bin destroy",
    isAvailable: (context) => hasLive(context) || hasTrashed(context),
    run: (context) => {
      if (hasTrashed(context)) context.commands.destroy(readIds(context));
      else finish(context, context.commands.trash);
    },
  },
  restore: {
    group: "Task",
    label: "Restore",
    words: "put back trash undelete",
    isAvailable: hasTrashed,
    run: (context) => finish(context, context.commands.restore),
  },
} satisfies Record<string, Command>;
