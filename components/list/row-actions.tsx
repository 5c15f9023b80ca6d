import { CalendarClock, Ellipsis, GripVertical } from "lucide-react";
import type { MouseEvent } from "react";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace } from "@/components/app/workspace";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import type { Task } from "@/lib/contract/task";
import { getSelectionOf } from "./selection";

type RowActionsProps = { task: Task; isNear: boolean };

/** What a row offers at its end, once one points at it or it has the focus; in the trash it is always there. */
export function RowActions({ task, isNear }: RowActionsProps) {
  return task.deletedAt === null ? <LiveActions task={task} isNear={isNear} /> : <TrashActions task={task} />;
}

/** Buttons that nobody sees would be half of the work to draw a list. */
function LiveActions({ task: { id, title }, isNear }: RowActionsProps) {
  const workspace = useWorkspace();
  const open = (name: "due" | "menu") => (event: MouseEvent<HTMLElement>) =>
    workspace.set({ activeId: id, overlay: { name, ids: getSelectionOf(workspace, id), anchor: event.currentTarget } });
  return (
    <div className="flex h-8 w-16 rounded-md bg-inherit opacity-0 max-md:absolute max-md:end-2 max-md:top-1 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden">
      {isNear && (
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
      )}
    </div>
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

function TrashActions({ task: { id, title } }: { task: Task }) {
  const commands = useTaskCommands();
  return (
    <>
      <Button
        look="quiet"
        tabIndex={-1}
        aria-label={`Restore “${title}”`}
        className="min-h-8"
        onClick={() => commands.restore([id])}
      >
        Restore
      </Button>
      <Button
        look="quietDanger"
        tabIndex={-1}
        aria-label={`Delete for good “${title}”`}
        className="min-h-8"
        onClick={() => commands.destroy([id])}
      >
        <span>
          Delete<span className="max-sm:hidden"> for good</span>
        </span>
      </Button>
    </>
  );
}
