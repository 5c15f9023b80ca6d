import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { Task } from "@/lib/contract/task";

type TaskActionsProps = {
  task: Task;
  isDisabled: boolean;
  onEdit: () => void;
  onTrash: () => void;
  onRestore: () => void;
  onDestroy: () => void;
};

/** What can be done with a task: edit it (its whole row does that) and delete it, or take it out of the trash. */
export function TaskActions({
  task: { title, deletedAt },
  isDisabled,
  onEdit,
  onTrash,
  onRestore,
  onDestroy,
}: TaskActionsProps) {
  if (deletedAt) {
    return (
      <div className="flex shrink-0 flex-wrap justify-end gap-1">
        <Button
          look="quiet"
          data-first
          disabled={isDisabled}
          aria-label={`Restore “${title}”`}
          className="min-h-8"
          onClick={onRestore}
        >
          Restore
        </Button>
        <Button
          look="quietDanger"
          disabled={isDisabled}
          aria-label={`Delete for good “${title}”`}
          className="min-h-8"
          onClick={onDestroy}
        >
          <span>
            Delete<span className="max-sm:hidden"> for good</span>
          </span>
        </Button>
      </div>
    );
  }
  return (
    <div className="-my-1 flex shrink-0 opacity-0 transition-opacity duration-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:-my-2 pointer-coarse:opacity-100">
      <IconButton
        icon="pencil"
        label={`Edit “${title}”`}
        disabled={isDisabled}
        data-edit
        className="after:absolute after:inset-0 after:rounded-lg pointer-coarse:absolute pointer-coarse:inset-0 pointer-coarse:size-auto pointer-coarse:opacity-0 pointer-coarse:focus-visible:opacity-100 pointer-coarse:*:hidden"
        onClick={onEdit}
      />
      <IconButton
        icon="trash"
        label={`Delete “${title}”`}
        disabled={isDisabled}
        className="relative z-10"
        onClick={onTrash}
      />
    </div>
  );
}
