import type { LucideIcon } from "lucide-react";
import { CalendarClock, Check, Copy, Ellipsis, Flag, RotateCcw, Trash2, X } from "lucide-react";
import type { KeyboardEvent, MouseEvent } from "react";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace, useWorkspaceState } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { useSnapshot } from "@/lib/store/use-store";
import { writeNumber } from "@/lib/tasks/formats";
import { focusRow } from "./row-focus";
import { clearSelection } from "./selection";

/** What can be done with the rows that are selected: each is one step, and one to undo. */
export function SelectionBar() {
  const workspace = useWorkspace();
  const commands = useTaskCommands();
  const selectedIds = useWorkspaceState(({ selectedIds }) => selectedIds);
  const hasToast = useWorkspaceState(({ toast }) => toast !== null);
  const byId = useSnapshot(({ byId }) => byId);
  const tasks = workspace.rows.flatMap((id) => (selectedIds.has(id) ? (byId.get(id) ?? []) : []));
  const ids = tasks.map(({ id }) => id);
  const isTrash = tasks.some(({ deletedAt }) => deletedAt !== null);
  const areDone = tasks.every(({ completed }) => completed);
  const open = (name: "due" | "priority" | "menu") => (event: MouseEvent<HTMLElement>) =>
    workspace.set({ overlay: { name, ids, anchor: event.currentTarget } });

  function close() {
    const { activeId } = workspace.get();
    clearSelection(workspace);
    if (activeId) focusRow(activeId);
  }

  function finish(act: () => void) {
    act();
    close();
  }

  function hearKey(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  }

  return (
    <div
      role="toolbar"
      aria-label="Selected tasks"
      onKeyDown={hearKey}
      className={`fixed inset-x-2 z-30 mx-auto flex w-fit animate-appear items-center gap-0.5 rounded-xl border border-line bg-card p-1.5 shadow-card ${
        hasToast
          ? "bottom-17 max-md:bottom-[calc(7.75rem+env(safe-area-inset-bottom))]"
          : "bottom-4 max-md:bottom-[calc(4.5rem+env(safe-area-inset-bottom))]"
      }`}
    >
      <span className="min-w-20 px-2 text-small font-medium tabular-nums max-sm:min-w-0">
        {writeNumber(ids.length)} <span className="max-sm:sr-only">selected</span>
      </span>
      {isTrash ? (
        <>
          <BarButton icon={RotateCcw} label="Restore" onClick={() => finish(() => commands.restore(ids))} />
          <BarButton icon={Trash2} label="Delete for good" onClick={() => commands.destroy(ids)} />
        </>
      ) : (
        <>
          <BarButton
            icon={areDone ? RotateCcw : Check}
            label={areDone ? "Reopen" : "Complete"}
            onClick={() => finish(() => commands.complete(ids, !areDone))}
          />
          <BarButton icon={CalendarClock} label="Due" onClick={open("due")} />
          <BarButton icon={Flag} label="Priority" onClick={open("priority")} />
          <BarButton icon={Copy} label="Duplicate" isWide onClick={() => finish(() => commands.duplicate(ids))} />
          <BarButton icon={Trash2} label="Move to trash" onClick={() => finish(() => commands.trash(ids))} />
          <IconButton icon={Ellipsis} label="More for the selection" aria-haspopup="menu" onClick={open("menu")} />
        </>
      )}
      <IconButton icon={X} label="End the selection" onClick={close} />
    </div>
  );
}

type BarButtonProps = {
  icon: LucideIcon;
  label: string;
  /** Whether it is only for screens that have the room. */
  isWide?: boolean;
  onClick(event: MouseEvent<HTMLElement>): void;
};

function BarButton({ icon, label, isWide = false, onClick }: BarButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={`min-h-8 items-center justify-center gap-1.5 rounded-md px-2 text-small text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:min-h-11 pointer-coarse:min-w-11 ${
        isWide ? "inline-flex max-sm:hidden" : "inline-flex"
      }`}
    >
      <Icon of={icon} />
      <span className="max-lg:hidden">{label}</span>
    </button>
  );
}
