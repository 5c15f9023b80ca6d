"use client";

import { useState } from "react";
import { nameTasks } from "@/components/app/name-tasks";
import { useTaskCommands } from "@/components/app/task-commands";
import type { AnchoredOverlay } from "@/components/app/workspace";
import { toAnchor } from "@/components/ui/anchor";
import { Menu, MenuChoice, MenuChoices, MenuHeading } from "@/components/ui/menu";
import { priorityFaces } from "@/components/ui/priority-faces";
import { hasSheets } from "@/components/ui/surface";
import { priorities } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import { readCommon, useOverlayTasks } from "./use-overlay-tasks";

// From the most pressing on, as quick add's `!1` counts them.
const choices = priorities.toReversed();

type PriorityMenuProps = AnchoredOverlay & { onClose(): void };

/** The priorities to choose from, for one task or several. */
export function PriorityMenu({ ids, anchor, point, onClose }: PriorityMenuProps) {
  const tasks = useOverlayTasks(ids, onClose);
  const [place] = useState(() => toAnchor(anchor, point));
  return (
    <Menu anchor={place} label={`Priority of ${nameTasks(tasks)}`} onClose={onClose}>
      {hasSheets() && <MenuHeading>Priority of {nameTasks(tasks)}</MenuHeading>}
      <PriorityChoices ids={ids} />
    </Menu>
  );
}

/** The same as a part of another menu. */
export function PriorityChoices({ ids }: { ids: readonly string[] }) {
  const { setPriority } = useTaskCommands();
  const tasks = useOverlayTasks(ids);
  return (
    <MenuChoices
      label="Priority"
      value={readCommon(tasks, ({ priority }) => priority) ?? null}
      onChange={(chosen) => {
        const priority = choices.find((priority) => priority === chosen);
        if (priority) setPriority(ids, priority);
      }}
    >
      {choices.map((priority, index) => (
        <MenuChoice key={priority} value={priority} keys={String(index + 1)} icon={<Ring of={priority} />}>
          {priority === "none" ? "None" : priorityFaces[priority].name}
        </MenuChoice>
      ))}
    </MenuChoices>
  );
}

const Ring = ({ of: priority }: { of: Task["priority"] }) => (
  <span aria-hidden="true" className={`inline-block size-4 rounded-full ${priorityFaces[priority].ring}`} />
);
