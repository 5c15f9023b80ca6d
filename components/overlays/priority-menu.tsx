"use client";

import { useState } from "react";
import { nameTasks } from "@/components/app/name-tasks";
import { useTaskCommands } from "@/components/app/task-commands";
import type { AnchoredOverlay } from "@/components/app/workspace";
import { toAnchor } from "@/components/ui/anchor";
import { Menu, MenuChoice, MenuChoices, MenuHeading } from "@/components/ui/menu";
import { PriorityRing, priorityChoices } from "@/components/ui/priority-face";
import { hasSheets } from "@/components/ui/surface";
import { readCommon, useOverlayTasks } from "./use-overlay-tasks";

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
        const priority = priorityChoices.find(({ value }) => value === chosen)?.value;
        if (priority) setPriority(ids, priority);
      }}
    >
      {priorityChoices.map(({ value, label, keys, ring }) => (
        <MenuChoice key={value} value={value} keys={keys} icon={<PriorityRing ring={ring} />}>
          {label}
        </MenuChoice>
      ))}
    </MenuChoices>
  );
}
