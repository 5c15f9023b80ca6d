import { Icon } from "@/components/ui/icon";
import { explainRefusal, isSignedOut, nameFailure } from "./explain";
import type { Row } from "./rows";

type RowNoticeProps = {
  failure: NonNullable<Row["failure"]>;
  onRetry: () => void;
  onReload: () => void;
  onEdit: () => void;
  onDiscard: () => void;
};

const action = "link min-h-6 font-medium pointer-coarse:min-h-11";

/** What went wrong with a task's change, on the task, and what can be done about it. */
export function RowNotice({ failure, onRetry, onReload, onEdit, onDiscard }: RowNoticeProps) {
  const edit = failure.changes.find((change) => change.kind === "edit");
  const typed = [edit?.patch.title, edit?.patch.description].filter(Boolean).join("\n");
  const isConflict = failure.code === "precondition_failed";
  const isOver = failure.code === "not_found" || failure.code === "in_trash";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 ps-8 pb-2.5 text-meta text-ink-2">
      <p className="inline-flex items-start gap-1.5">
        <Icon name="alert" className="mt-0.5 size-3.5 text-medium-ink" />
        <span>
          {typed && (
            <q dir="auto" className="whitespace-pre-line text-ink">
              {typed}
            </q>
          )}{" "}
          {nameFailure(failure.changes)} {explainRefusal(failure)}
        </span>
      </p>
      {isSignedOut(failure) && (
        <a href="/sign-in" target="_blank" rel="noopener" className={`${action} inline-flex items-center`}>
          Sign in in a new tab
        </a>
      )}
      {isConflict && (
        <button type="button" className={action} onClick={onReload}>
          Reload this task
        </button>
      )}
      {!isConflict && !isOver && (
        <button type="button" className={action} onClick={onRetry}>
          Retry
        </button>
      )}
      {edit && !isConflict && !isOver && (
        <button type="button" className={action} onClick={onEdit}>
          Edit
        </button>
      )}
      <button type="button" className={action} onClick={onDiscard}>
        {isOver ? "Dismiss" : "Discard"}
      </button>
    </div>
  );
}
