import { CalendarClock, Ellipsis, GripVertical } from "lucide-react";
import type { MouseEvent } from "react";
import { useWorkspace } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import type { Task } from "@/lib/contract/task";
import { getSelectionOf } from "./selection";

/** What opens the picker and the menu of a row. */
export function RowButtons({ task: { id, title } }: { task: Task }) {
  const workspace = useWorkspace();
  const open = (name: "due" | "menu") => (event: MouseEvent<HTMLElement>) =>
    workspace.set({ activeId: id, overlay: { name, ids: getSelectionOf(workspace, id), anchor: event.currentTarget } });
  return (
    <>
      <IconButton icon={CalendarClock} label={`Due date of “${title}”`} tabIndex={-1} onClick={open("due")} />
      <IconButton
        icon={Ellipsis}
        label={`More for “${title}”`}
        tabIndex={-1}
        aria-haspopup="menu"
        onClick={open("menu")}
      />
    </>
  );
}

/** What a finger drags a row by; a mouse takes the row itself. */
export function DragHandle() {
  return (
    <span
      data-handle
      aria-hidden="true"
      className="hidden size-11 touch-none place-items-center text-ink-3 pointer-coarse:grid"
    >
      <Icon of={GripVertical} className="pointer-events-none size-5" />
    </span>
  );
}
