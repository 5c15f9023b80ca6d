import { useEffect, useState } from "react";
import { useReader } from "@/components/app/reader";
import type { Task } from "@/lib/contract/task";
import { useSyncStatus, useTaskStatus } from "@/lib/store/use-store";
import { describeExactly, describeMoment } from "./moments";

type DetailsFootProps = {
  task: Task;
  isGone: boolean;
  /** Whether there is text that was not handed to the store yet. */
  isTyping: boolean;
  /** Whether there is text that can't be. */
  hasProblem: boolean;
};

/** When the task was made and changed, and whether what was typed is safe. */
export function DetailsFoot({ task, isGone, isTyping, hasProblem }: DetailsFootProps) {
  const status = useStatusWords(task.id, isTyping, hasProblem);
  return (
    <footer className="mt-auto pt-8">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-t border-line pt-3 text-meta text-ink-2">
        <p>
          Created <Moment at={task.createdAt} />
          {task.completedAt && (
            <>
              {" · "}Completed <Moment at={task.completedAt} />
            </>
          )}
          {task.updatedAt !== task.createdAt && (
            <>
              {" · "}Changed <Moment at={task.updatedAt} />
            </>
          )}
        </p>
        {!isGone && <p className={status === "Not saved" ? "text-high" : ""}>{status}</p>}
      </div>
      <Announcement words={isGone ? "" : status} />
    </footer>
  );
}

function Moment({ at }: { at: string }) {
  const reader = useReader();
  // The versions of ICU of server and browser need not agree to the letter.
  return (
    <time dateTime={at} title={describeExactly(at, reader)} suppressHydrationWarning>
      {describeMoment(at, reader)}
    </time>
  );
}

const saving = "Saving…";

function useStatusWords(taskId: string, isTyping: boolean, hasProblem: boolean): string {
  const status = useTaskStatus(taskId);
  const isSignedOut = useSyncStatus(({ isSignedOut }) => isSignedOut);
  const isDurable = useSyncStatus(({ isDurable }) => isDurable);
  if (hasProblem || status === "failed") return "Not saved";
  if (status === "conflict") return "Changed elsewhere";
  if (status === "offline") {
    const why = isSignedOut ? "Signed out" : "Offline";
    return isDurable ? `${why}, kept on this device` : `${why}, kept while this tab is open`;
  }
  if (isTyping || status === "saving") return saving;
  return status === "changed" ? "Changed elsewhere just now" : "Saved";
}

const settledMs = 1500;

/** Says what has become of the text, but not of every pause in typing. */
function Announcement({ words }: { words: string }) {
  const [said, say] = useState("");
  useEffect(() => {
    if (words === saving) return;
    const timer = setTimeout(() => say((before) => (before === "" && words === "Saved" ? before : words)), settledMs);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
