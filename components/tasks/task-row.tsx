"use client";

import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Task } from "@/lib/contract/task";
import { applyChanges, type Change } from "@/lib/tasks/changes";
import { type Draft, diffDraft, toDraft } from "@/lib/tasks/draft";
import { Check } from "./check";
import { holdFocus } from "./hold-focus";
import type { ListStore } from "./list-store";
import { RowNotice } from "./row-notice";
import type { VisibleRow } from "./rows";
import { TaskActions } from "./task-actions";
import { TaskEditor } from "./task-editor";
import { TaskSummary } from "./task-summary";
import type { ReaderDay } from "./use-reader";

type TaskRowProps = {
  row: VisibleRow;
  store: ListStore;
  day: ReaderDay;
  isReady: boolean;
  onDestroy: (task: Task, opener: Element) => void;
};

/** An open editor: the task as it was when it opened, and what its fields start with. */
type Editor = { seen: Task; draft: Draft; note?: string };

const isEdit = (change: Change) => change.kind === "edit";

export function TaskRow({ row, store, day, isReady, onDestroy }: TaskRowProps) {
  const [editor, setEditor] = useState<Editor>();
  const item = useRef<HTMLLIElement>(null);
  const { shown, failure } = row;
  const { id, title } = shown;
  // What has never reached the server can't be changed there.
  const isLocked = !isReady || (row.isNew && failure !== undefined);

  async function keepFocus(act: () => unknown) {
    const giveBack = item.current ? holdFocus(item.current) : () => {};
    await flushSync(act);
    giveBack();
  }

  function edit(seen: Task, typed: Partial<Draft> = {}, note?: string) {
    setEditor({ seen, draft: { ...toDraft(seen), ...typed }, ...(note && { note }) });
    if (Object.keys(typed).length > 0) store.setDirty(id, true);
  }

  function closeEditor() {
    flushSync(() => {
      setEditor(undefined);
      store.setDirty(id, false);
    });
    item.current?.querySelector<HTMLElement>("[data-edit]")?.focus();
  }

  function save(draft: Draft) {
    if (!editor) return;
    const { seen } = editor;
    const patch = diffDraft(toDraft(seen), draft);
    closeEditor();
    if (Object.keys(patch).length > 0) store.change(id, { kind: "edit", patch, seen }, `“${draft.title}” changed`);
  }

  /** What an edit that failed had changed, together with those that waited behind it. */
  function readTyped(changes: readonly Change[]): Partial<Draft> {
    const edited = applyChanges(row.task, changes.filter(isEdit), "");
    return edited ? diffDraft(toDraft(row.task), toDraft(edited)) : {};
  }

  async function reload(changes: readonly Change[]) {
    const typed = readTyped(changes);
    const task = await store.reload(id);
    if (!task) return;
    edit(task, typed, `Changed elsewhere. It says “${task.title}” now; saving replaces that with what is below.`);
    sendOthers(changes);
  }

  function editAgain(changes: readonly Change[]) {
    edit(row.task, readTyped(changes));
    void store.discard(id);
    sendOthers(changes);
  }

  /** What waited behind an edit and has nothing to do with it. */
  function sendOthers(changes: readonly Change[]) {
    for (const change of changes) if (!isEdit(change)) store.change(id, change, "");
  }

  return (
    <li ref={item} data-task={id} className="border-line border-b">
      {editor ? (
        <TaskEditor
          draft={editor.draft}
          note={editor.note}
          isDirty={row.isDirty}
          onInput={() => row.isDirty || store.setDirty(id, true)}
          onSave={save}
          onCancel={closeEditor}
        />
      ) : (
        <div
          className={`group relative -mx-2 flex gap-2.5 rounded-lg px-2 py-2 hover:bg-hover sm:-mx-3 sm:px-3 ${shown.deletedAt ? "items-center" : "items-start"}`}
        >
          {!shown.deletedAt && (
            <Check
              task={shown}
              isDisabled={isLocked}
              onChange={(completed) =>
                keepFocus(() =>
                  store.change(
                    id,
                    { kind: "complete", completed },
                    completed ? `“${title}” completed` : `“${title}” is pending again`,
                  ),
                )
              }
            />
          )}
          <TaskSummary task={shown} day={day} isSaving={row.queue.length > 0} />
          <TaskActions
            task={shown}
            isDisabled={isLocked}
            onEdit={() => edit(shown)}
            onTrash={() => keepFocus(() => store.change(id, { kind: "trash" }, `“${title}” moved to the trash`))}
            onRestore={() => keepFocus(() => store.change(id, { kind: "restore" }, `“${title}” restored`))}
            onDestroy={() => item.current && onDestroy(shown, item.current)}
          />
        </div>
      )}
      {failure && (
        <RowNotice
          failure={failure}
          onRetry={() => keepFocus(() => store.retry(id))}
          onReload={() => reload(failure.changes)}
          onEdit={() => editAgain(failure.changes)}
          onDiscard={() => keepFocus(() => store.discard(id))}
        />
      )}
    </li>
  );
}
