"use client";

import { useRef } from "react";
import { nameTasks } from "@/components/app/name-tasks";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace } from "@/components/app/workspace";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Task } from "@/lib/contract/task";
import { useActions, useTasks } from "@/lib/store/use-store";
import { writeNumber } from "@/lib/tasks/formats";

/** Asks before tasks are deleted for good: those with the ids, or with null the whole trash. */
export function ConfirmDestroy({ ids, onClose }: { ids: readonly string[] | null; onClose(): void }) {
  const actions = useActions();
  const { tell } = useTaskCommands();
  const workspace = useWorkspace();
  const cancel = useRef<HTMLButtonElement>(null);
  const all = useTasks();
  const tasks = all.filter(ids ? ({ id }) => ids.includes(id) : ({ deletedAt }) => deletedAt !== null);

  function destroy() {
    const message = ids ? `${nameTasks(tasks)} deleted for good` : "Trash emptied";
    if (ids) actions.destroy(ids);
    else actions.emptyTrash();
    workspace.set({ selectedIds: new Set() });
    tell(message);
    onClose();
  }

  return (
    <Dialog
      isAlert
      title={ids ? "Delete for good?" : "Empty the trash?"}
      description={describeLoss(tasks, ids !== null)}
      initialFocus={cancel}
      onClose={onClose}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" onClick={destroy}>
            {ids ? "Delete for good" : "Empty the trash"}
          </Button>
        </>
      }
    />
  );
}

function describeLoss(tasks: readonly Task[], isChosen: boolean) {
  const [first] = tasks;
  const what = tasks.length === 1 && first ? `“${first.title}”` : `${isChosen ? "" : "All "}${count(tasks.length)}`;
  return <p dir="auto">{what} will be gone from every device. This can’t be undone.</p>;
}

const count = (number: number) => (number === 1 ? "1 task" : `${writeNumber(number)} tasks`);
