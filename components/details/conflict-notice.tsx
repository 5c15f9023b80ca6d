"use client";

import { Button } from "@/components/ui/button";
import { combineDescriptions, type Resolution } from "@/lib/store/conflict";
import type { TaskMark } from "@/lib/store/snapshot";
import { useActions } from "@/lib/store/use-store";

type ConflictNoticeProps = { taskId: string; mark: Extract<TaskMark, { kind: "conflict" }> };

/** Text that was edited here and elsewhere: both, field by field, for the person to choose. */
export function ConflictNotice({ taskId, mark: { mine, theirs } }: ConflictNoticeProps) {
  const { resolve } = useActions();
  const answer = (resolution: Resolution) => void resolve(taskId, resolution);
  return (
    <>
      {mine.title !== undefined && (
        <Question name="title" mine={mine.title} theirs={theirs.title}>
          <Button onClick={() => answer({ title: "mine" })}>Keep mine</Button>
          <Button onClick={() => answer({ title: "theirs" })}>Take theirs</Button>
        </Question>
      )}
      {mine.description !== undefined && (
        <Question name="description" mine={mine.description} theirs={theirs.description}>
          <Button onClick={() => answer({ description: "mine" })}>Keep mine</Button>
          <Button onClick={() => answer({ description: "theirs" })}>Take theirs</Button>
          {combineDescriptions(mine.description, theirs.description) !== undefined && (
            <Button look="quiet" onClick={() => answer({ description: "both" })}>
              Keep both
            </Button>
          )}
        </Question>
      )}
    </>
  );
}

type QuestionProps = { name: string; mine: string; theirs: string; children: React.ReactNode };

function Question({ name, mine, theirs, children }: QuestionProps) {
  return (
    <section
      aria-label={`The ${name} changed elsewhere`}
      className="my-2 flex animate-appear flex-col gap-2.5 rounded-lg border border-line bg-paper p-3"
    >
      <p role="status" className="text-small text-ink">
        The {name} changed elsewhere while you edited it.
      </p>
      <dl className="flex flex-col gap-2 text-small">
        <Version label="Mine" text={mine} />
        <Version label="Theirs" text={theirs} />
      </dl>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}

function Version({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt className="text-meta text-ink-2">{label}</dt>
      <dd dir="auto" className="rounded-md bg-card px-2 py-1 whitespace-pre-wrap text-ink">
        {text || <span className="text-ink-3">Nothing</span>}
      </dd>
    </div>
  );
}
