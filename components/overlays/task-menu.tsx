"use client";

import {
  ArrowDown,
  ArrowUp,
  CalendarClock,
  Check,
  CircleDashed,
  Copy,
  CopyPlus,
  Flag,
  Link,
  type LucideIcon,
  PanelRight,
  PencilLine,
  RotateCcw,
  SquareCheck,
  SquareX,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { copyText } from "@/components/app/copy-text";
import { nameTasks } from "@/components/app/name-tasks";
import { getPlace, navigate, usePlace } from "@/components/app/place";
import { useTaskCommands } from "@/components/app/task-commands";
import { writePlace } from "@/components/app/views";
import { type AnchoredOverlay, useWorkspace } from "@/components/app/workspace";
import { canReorder, reorderRow } from "@/components/list/reorder";
import { toggleSelected } from "@/components/list/selection";
import { toAnchor } from "@/components/ui/anchor";
import { Icon } from "@/components/ui/icon";
import { isAppleDevice } from "@/components/ui/keys";
import { Menu, MenuHeading, MenuItem, MenuSeparator, Submenu } from "@/components/ui/menu";
import { hasSheets } from "@/components/ui/surface";
import type { Task } from "@/lib/contract/task";
import { PriorityChoices } from "./priority-menu";
import { useOverlayTasks } from "./use-overlay-tasks";

type TaskMenuProps = AnchoredOverlay & { onClose(): void };

/** All that can be done to a task, or to several; each with the key that does the same. */
export function TaskMenu(props: TaskMenuProps) {
  const { ids, anchor, point, onClose } = props;
  const tasks = useOverlayTasks(ids, onClose);
  const [place] = useState(() => toAnchor(anchor, point));
  const isTrash = tasks.every(({ deletedAt }) => deletedAt !== null);
  return (
    <Menu anchor={place} label={`Actions for ${nameTasks(tasks)}`} onClose={onClose}>
      {tasks.length > 1 && <MenuHeading>{nameTasks(tasks)}</MenuHeading>}
      {isTrash ? <TrashItems tasks={tasks} /> : <LiveItems tasks={tasks} overlay={props} />}
    </Menu>
  );
}

const picture = (shape: LucideIcon) => <Icon of={shape} />;

function LiveItems({ tasks, overlay: { anchor, point } }: { tasks: readonly Task[]; overlay: AnchoredOverlay }) {
  const workspace = useWorkspace();
  const commands = useTaskCommands();
  const ids = tasks.map(({ id }) => id);
  const isDone = tasks.every(({ completed }) => completed);
  const [only] = tasks.length === 1 ? tasks : [];
  return (
    <>
      {only && <OnlyItems task={only} />}
      <MenuItem icon={picture(isDone ? CircleDashed : Check)} keys="X" onSelect={() => commands.complete(ids, !isDone)}>
        {isDone ? "Reopen" : "Complete"}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={picture(CalendarClock)}
        keys="T"
        onSelect={() => workspace.set({ overlay: { name: "due", ids, anchor, point } })}
      >
        Due date…
      </MenuItem>
      {hasSheets() ? (
        <MenuItem
          icon={picture(Flag)}
          onSelect={() => workspace.set({ overlay: { name: "priority", ids, anchor, point } })}
        >
          Priority…
        </MenuItem>
      ) : (
        <Submenu icon={Flag} label="Priority">
          <PriorityChoices ids={ids} />
        </Submenu>
      )}
      {only && <MoveItems id={only.id} />}
      {only && <SelectItem id={only.id} />}
      <MenuSeparator />
      <MenuItem icon={picture(CopyPlus)} onSelect={() => commands.duplicate(ids)}>
        Duplicate
      </MenuItem>
      <CopyItems tasks={tasks} />
      <MenuSeparator />
      <DeleteItem label="Move to trash" onSelect={() => commands.trash(ids)} />
    </>
  );
}

function OnlyItems({ task: { id } }: { task: Task }) {
  const workspace = useWorkspace();
  const isOpen = usePlace(({ taskId }) => taskId === id);
  const isRow = workspace.rows.includes(id);
  return (
    <>
      {!isOpen && (
        <MenuItem icon={picture(PanelRight)} keys="Enter" onSelect={() => navigate(writePlace(getPlace(), id))}>
          Open
        </MenuItem>
      )}
      {isRow && (
        <MenuItem icon={picture(PencilLine)} keys="E" onSelect={() => workspace.set({ activeId: id, editingId: id })}>
          Edit title
        </MenuItem>
      )}
    </>
  );
}

/** Where the list has a manual order. */
function MoveItems({ id }: { id: string }) {
  const workspace = useWorkspace();
  const commands = useTaskCommands();
  const canMove = { up: canReorder(workspace, id, -1), down: canReorder(workspace, id, 1) };
  return (
    <>
      {canMove.up && (
        <MenuItem
          icon={picture(ArrowUp)}
          keys="alt+ArrowUp"
          onSelect={() => void reorderRow(workspace, commands, id, -1)}
        >
          Move up
        </MenuItem>
      )}
      {canMove.down && (
        <MenuItem
          icon={picture(ArrowDown)}
          keys="alt+ArrowDown"
          onSelect={() => void reorderRow(workspace, commands, id, 1)}
        >
          Move down
        </MenuItem>
      )}
    </>
  );
}

/** Begins a selection, or adds to it: what a press with a key held, or a finger that stays, does. */
function SelectItem({ id }: { id: string }) {
  const workspace = useWorkspace();
  if (!workspace.rows.includes(id)) return null;
  const isSelected = workspace.get().selectedIds.has(id);
  return (
    <MenuItem icon={picture(isSelected ? SquareX : SquareCheck)} onSelect={() => toggleSelected(workspace, id)}>
      {isSelected ? "Unselect" : "Select"}
    </MenuItem>
  );
}

function CopyItems({ tasks }: { tasks: readonly Task[] }) {
  const { tell } = useTaskCommands();
  const isOne = tasks.length === 1;
  const links = tasks.map(({ id }) => `${location.origin}/tasks/${id}`);
  const titles = tasks.map(({ title }) => title);
  return (
    <>
      <MenuItem icon={picture(Link)} onSelect={() => void copy(tell, links, isOne ? "Link" : "Links")}>
        {isOne ? "Copy link" : "Copy links"}
      </MenuItem>
      <MenuItem icon={picture(Copy)} onSelect={() => void copy(tell, titles, isOne ? "Title" : "Titles")}>
        {isOne ? "Copy title" : "Copy titles"}
      </MenuItem>
    </>
  );
}

async function copy(tell: (message: string) => void, lines: readonly string[], what: string): Promise<void> {
  tell((await copyText(lines.join("\n"))) ? `${what} copied` : "The browser did not allow copying");
}

function DeleteItem({ label, onSelect }: { label: string; onSelect(): void }) {
  return (
    <MenuItem
      icon={picture(Trash2)}
      keys={isAppleDevice() ? "mod+Backspace" : "Delete"}
      isDangerous
      onSelect={onSelect}
    >
      {label}
    </MenuItem>
  );
}

function TrashItems({ tasks }: { tasks: readonly Task[] }) {
  const commands = useTaskCommands();
  const ids = tasks.map(({ id }) => id);
  const [only] = tasks.length === 1 ? tasks : [];
  return (
    <>
      {only && <OnlyItems task={only} />}
      {only && <SelectItem id={only.id} />}
      <MenuItem icon={picture(RotateCcw)} onSelect={() => commands.restore(ids)}>
        Restore
      </MenuItem>
      <CopyItems tasks={tasks} />
      <MenuSeparator />
      <DeleteItem label="Delete for good…" onSelect={() => commands.destroy(ids)} />
    </>
  );
}
