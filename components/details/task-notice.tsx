"use client";

import { CircleAlert, CloudAlert, type LucideIcon, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { copyText } from "@/components/app/copy-text";
import { explainFailure } from "@/components/app/explain-failure";
import { useTaskCommands } from "@/components/app/task-commands";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Task } from "@/lib/contract/task";
import { useActions, useStore, useTaskMark } from "@/lib/store/use-store";
import { ConflictNotice } from "./conflict-notice";

type TaskNoticeProps = {
  /** With the text that is in the fields. */
  task: Task;
  isGone: boolean;
  onClose: () => void;
};

/** What there is to decide about a task. */
export function TaskNotice({ task, isGone, onClose }: TaskNoticeProps) {
  const mark = useTaskMark(task.id);
  if (isGone) return <GoneNotice task={task} />;
  if (mark?.kind === "failed") return <FailedNotice task={task} mark={mark} onClose={onClose} />;
  if (mark?.kind === "conflict") return <ConflictNotice taskId={task.id} mark={mark} />;
  return null;
}

function GoneNotice({ task }: { task: Task }) {
  const commands = useTaskCommands();
  const { id, title, description, priority, dueDate, dueTime } = task;
  return (
    <Notice icon={Trash2} words="This task was deleted for good elsewhere. Its text is still here.">
      <CopyButton task={task} />
      <Button onClick={() => commands.add([{ id, title, description, priority, dueDate, dueTime }])}>
        Make it again
      </Button>
    </Notice>
  );
}

type FailedMark = Extract<NonNullable<ReturnType<typeof useTaskMark>>, { kind: "failed" }>;

function FailedNotice({ task, mark, onClose }: Omit<TaskNoticeProps, "isGone"> & { mark: FailedMark }) {
  const { retry, discard } = useActions();
  const store = useStore();
  const { words, retryLabel } = explainFailure(mark);
  function giveUp() {
    void discard(task.id);
    // What could not be made is not there any more.
    if (!store.getSnapshot().byId.has(task.id)) onClose();
  }
  return (
    <Notice icon={CloudAlert} words={words}>
      <Button onClick={() => void retry(task.id)}>{retryLabel}</Button>
      <Button look="quiet" onClick={giveUp}>
        Discard
      </Button>
      <CopyButton task={task} />
    </Notice>
  );
}

function CopyButton({ task: { title, description } }: { task: Task }) {
  const commands = useTaskCommands();
  const text = description ? `${title}\n\n${description}` : title;
  const copy = async () => commands.tell((await copyText(text)) ? "Text copied" : "The browser did not allow copying");
  return (
    <Button look="quiet" onClick={copy}>
      Copy its text
    </Button>
  );
}

/** Something that wants a decision, on the thing that it is about. */
function Notice({ icon = CircleAlert, words, children }: { icon?: LucideIcon; words: string; children: ReactNode }) {
  return (
    <section
      aria-label="About this task"
      className="my-2 flex animate-appear flex-col gap-2.5 rounded-lg border border-line bg-paper p-3"
    >
      <p role="status" className="flex gap-2 text-small text-ink">
        <Icon of={icon} className="mt-0.5 size-4 text-medium-ink" />
        <span>{words}</span>
      </p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}
