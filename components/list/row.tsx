"use client";

import { memo } from "react";
import type { ReaderDay } from "@/components/app/reader";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace, useWorkspaceState } from "@/components/app/workspace";
import { RowSnippet } from "@/components/palette/row-snippet";
import { Check } from "@/components/ui/check";
import type { Task } from "@/lib/contract/task";
import { TitleEditor } from "./lazy-title-editor";
import { MarkedText } from "./marked-text";
import { DragHandle, RowActions } from "./row-actions";
import { RowMeta } from "./row-meta";
import { RowNotice } from "./row-notice";

export type RowProps = {
  task: Task;
  /** From 1, in its section. */
  index: number;
  /** Whether it is the view's first: what Tab comes to while no row is active. */
  isFirst: boolean;
  isOpen: boolean;
  isOrdered: boolean;
  isTimeOnly: boolean;
  day: ReaderDay;
  words: readonly string[];
};

/** One task. */
export const Row = memo(function Row({ index, isFirst, isOpen, ...cells }: RowProps) {
  const { id, deletedAt } = cells.task;
  const isTabStop = useWorkspaceState(({ activeId }) => (activeId === null ? isFirst : activeId === id));
  const isSelected = useWorkspaceState(({ selectedIds }) => selectedIds.has(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a grid, which has no columns for a table
    <div
      role="row"
      data-task-id={id}
      data-ordered={cells.isOrdered || undefined}
      data-editable={deletedAt === null || undefined}
      tabIndex={isTabStop ? 0 : -1}
      aria-rowindex={index}
      aria-selected={isSelected}
      aria-current={isOpen || undefined}
      className={`group relative -mx-3 flex min-h-11 scroll-mt-16 scroll-mb-24 items-start gap-3 rounded-lg px-3 py-2 [-webkit-touch-callout:none] focus-visible:-outline-offset-2 in-data-by-mouse:outline-none after:absolute after:start-12.5 after:end-3 after:bottom-0 after:h-px after:bg-line last:after:hidden pointer-coarse:select-none ${
        isSelected || isOpen ? "border-s-2 border-focus bg-selected ps-2.5 after:invisible" : "hover:bg-hover"
      }`}
    >
      <Cells {...cells} isSelected={isSelected} />
    </div>
  );
});

type CellsProps = Omit<RowProps, "index" | "isFirst" | "isOpen"> & { isSelected: boolean };

/** What is in a row. It is drawn again when something about the task has changed, not when those above it have moved. */
const Cells = memo(function Cells({ task, isSelected, isOrdered, isTimeOnly, day, words }: CellsProps) {
  const { id, title, completed, deletedAt } = task;
  const commands = useTaskCommands();
  const workspace = useWorkspace();
  const isEditing = useWorkspaceState(({ editingId }) => editingId === id);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: cells of a grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row and what is in the cell have the focus */}
      <div role="gridcell" className="-my-0.5 flex items-center">
        <Check
          task={task}
          tabIndex={-1}
          isDisabled={deletedAt !== null}
          onChange={(done) => commands.complete([id], done)}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: cells of a grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row and what is in the cell have the focus */}
      <div role="gridcell" className="min-w-0 flex-1">
        {isEditing ? (
          <TitleEditor task={task} onMissing={() => workspace.set({ editingId: null })} />
        ) : (
          <a
            href={`/tasks/${id}`}
            tabIndex={-1}
            draggable={false}
            data-open
            dir="auto"
            className={`block min-h-6 text-title ${
              completed ? "text-ink-3 line-through" : deletedAt ? "text-ink-2" : "text-ink"
            }`}
          >
            <span data-title>
              <MarkedText text={title} words={words} />
            </span>
          </a>
        )}
        {words.length > 0 && <RowSnippet description={task.description} words={words} />}
        <RowMeta task={task} day={day} isTimeOnly={isTimeOnly} />
        <RowNotice id={id} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: cells of a grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row and what is in the cell have the focus */}
      <div role="gridcell" className="-my-1 flex shrink-0 items-center bg-inherit pointer-coarse:-my-2.5">
        {isSelected && isOrdered && <DragHandle />}
        <RowActions task={task} />
      </div>
    </>
  );
});
