import { CalendarClock, Ellipsis } from "lucide-react";
import type { MouseEvent } from "react";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace } from "@/components/app/workspace";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { Task } from "@/lib/contract/task";
import { getTargets } from "./selection";

/** What a row offers at its end, once one points at it; in the trash it is always there. */
export function RowActions({ task }: { task: Task }) {
  return task.deletedAt === null ? <LiveActions task={task} /> : <TrashActions task={task} />;
}

function LiveActions({ task: { id, title } }: { task: Task }) {
  const workspace = useWorkspace();
  const open = (name: "due" | "menu") => (event: MouseEvent<HTMLElement>) =>
    workspace.set({ activeId: id, overlay: { name, ids: getTargets(workspace, id), anchor: event.currentTarget } });
  return (
    <div className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden pointer-coarse:group-focus-visible:flex">
      <IconButton icon={CalendarClock} label={`Due date of “${title}”`} tabIndex={-1} onClick={open("due")} />
      <IconButton
        icon={Ellipsis}
        label={`More for “${title}”`}
        tabIndex={-1}
        aria-haspopup="menu"
        onClick={open("menu")}
      />
    </div>
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
