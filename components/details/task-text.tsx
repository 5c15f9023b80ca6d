"use client";

import { useState } from "react";
import { useTaskCommands } from "@/components/app/task-commands";
import { Check } from "@/components/ui/check";
import type { Task } from "@/lib/contract/task";
import { DescriptionField } from "./description-field";
import { TitleField } from "./title-field";
import type { BoundDraft } from "./use-field-draft";

type TaskTextProps = {
  task: Task;
  title: BoundDraft;
  description: BoundDraft;
  isReadOnly: boolean;
  headingLevel: 2 | 3;
  onClose: () => void;
};

/** The check, the title, and the description below it. */
export function TaskText({ task, title, description, isReadOnly, headingLevel, onClose }: TaskTextProps) {
  const commands = useTaskCommands();
  const [isEditing, setEditing] = useState(false);
  return (
    <div className="mt-1 grid grid-cols-[auto_1fr] gap-x-1">
      <div className="pt-0.5">
        <Check task={task} isDisabled={isReadOnly} onChange={(completed) => commands.complete([task.id], completed)} />
      </div>
      <div className="min-w-0">
        <TitleField
          title={title}
          isReadOnly={isReadOnly}
          isDone={task.completed}
          onEnter={() => setEditing(true)}
          onClose={onClose}
        />
        <DescriptionField
          description={description}
          isEditing={isEditing && !isReadOnly}
          isReadOnly={isReadOnly}
          headingLevel={headingLevel}
          onEdit={setEditing}
          onClose={onClose}
        />
      </div>
    </div>
  );
}
