import { useTaskCommands } from "@/components/app/task-commands";
import { Button } from "@/components/ui/button";
import type { Task } from "@/lib/contract/task";
import { RowButtons } from "./lazy-row-buttons";

type RowActionsProps = { task: Task; isNear: boolean };

/** What a row offers at its end, once one points at it or it has the focus; in the trash it is always there. */
export function RowActions({ task, isNear }: RowActionsProps) {
  if (task.deletedAt !== null) return <TrashActions task={task} />;
  return (
    <div className="flex h-8 w-16 rounded-md bg-inherit opacity-0 max-md:absolute max-md:end-2 max-md:top-1 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden">
      {/* Buttons that nobody sees would be half of the work to draw a list. */}
      {isNear && <RowButtons task={task} />}
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
