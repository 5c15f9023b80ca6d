"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Task } from "@/lib/contract/task";
import { useSyncStatus, useTask, useTaskMark } from "@/lib/store/use-store";
import { DetailRows } from "./detail-rows";
import { DetailsFoot } from "./details-foot";
import { DetailsHead } from "./details-head";
import { useKeptFocus } from "./keep-focus";
import { MissingTask } from "./missing-task";
import { TaskNotice } from "./task-notice";
import { TaskText } from "./task-text";
import { useAcknowledgement } from "./use-acknowledgement";
import { useFieldDraft } from "./use-field-draft";

type TaskDetailsProps = {
  taskId: string;
  /** 1 on the task's own page, 2 beside a list. */
  headingLevel: 1 | 2;
  onClose: () => void;
};

/** All of a task: its text, when it is due, and what became of what was typed. It stays if the task goes. */
export function TaskDetails({ taskId, headingLevel, onClose }: TaskDetailsProps) {
  const task = useTask(taskId);
  const mark = useTaskMark(taskId);
  const isCleared = useSyncStatus(({ isCleared }) => isCleared);
  const [last, setLast] = useState(task);
  if (task && task !== last) setLast(task);
  // A deletion that waits to be sent is our own.
  const isDestroyedHere = !task && last !== undefined && mark?.kind === "unsent";
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (isDestroyedHere) close();
  }, [isDestroyedHere]);
  if (isCleared || isDestroyedHere) return null;
  const shown = task ?? last;
  if (!shown) return <MissingTask headingLevel={headingLevel} onClose={onClose} />;
  return <Details task={shown} isGone={!task} headingLevel={headingLevel} onClose={onClose} />;
}

type DetailsProps = Omit<TaskDetailsProps, "taskId"> & { task: Task; isGone: boolean };

function Details({ task, isGone, headingLevel, onClose }: DetailsProps) {
  const title = useFieldDraft(task, "title");
  const description = useFieldDraft(task, "description");
  useAcknowledgement(task.id);
  const ref = useRef<HTMLDivElement>(null);
  useKeptFocus(ref);
  const Heading = headingLevel === 1 ? "h1" : "h2";
  const isReadOnly = isGone || task.deletedAt !== null;
  const hasProblem = title.problem !== undefined || description.problem !== undefined;
  return (
    <div
      ref={ref}
      className={`flex min-h-full flex-col ${headingLevel === 1 ? "pt-2" : "px-4 pt-2 pb-3 sm:px-[1.375rem]"}`}
    >
      <Heading id="task-heading" className="sr-only">
        {title.text}
      </Heading>
      <DetailsHead task={task} isGone={isGone} isPage={headingLevel === 1} onClose={onClose} />
      <TaskNotice
        task={{ ...task, title: title.text, description: description.text }}
        isGone={isGone}
        onClose={onClose}
      />
      <TaskText
        task={task}
        title={title}
        description={description}
        isReadOnly={isReadOnly}
        headingLevel={headingLevel === 1 ? 2 : 3}
        onClose={onClose}
      />
      <DetailRows task={task} isReadOnly={isReadOnly} />
      <DetailsFoot
        task={task}
        isGone={isGone}
        isTyping={title.isUnsaved || description.isUnsaved}
        hasProblem={hasProblem}
      />
    </div>
  );
}
