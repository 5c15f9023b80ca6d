"use client";

import { memo, type ReactNode } from "react";
import type { ReaderDay } from "@/components/app/reader";
import { useTaskCommands } from "@/components/app/task-commands";
import { useWorkspace, useWorkspaceState, type WorkspaceState } from "@/components/app/workspace";
import { Check } from "@/components/ui/check";
import type { Task } from "@/lib/contract/task";
import type { Problem } from "@/lib/store/snapshot";
import { useNewestSnapshot } from "@/lib/store/use-store";
import { DragHandle } from "./lazy-row-buttons";
import { RowProblem } from "./lazy-row-problem";
import { TitleEditor } from "./lazy-title-editor";
import { RowActions } from "./row-actions";
import { RowMeta } from "./row-meta";

/** What a search shows of a task, with its words marked. */
export type DrawFound = (task: Task) => { title: ReactNode; snippet: ReactNode };

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
  /** Among the results of a search. */
  drawFound: DrawFound | undefined;
  problem: Problem | undefined;
};

/** What the workspace says of a row, as bits of one number: a list of many rows listens once for each. */
const bits = { tabStop: 1, selected: 2, editing: 4, near: 8 };

function readBits(state: WorkspaceState, id: string, isFirst: boolean): number {
  const { activeId, pointedId, editingId, selectedIds } = state;
  const isActive = activeId === id;
  return (
    (isActive || (activeId === null && isFirst) ? bits.tabStop : 0) |
    (selectedIds.has(id) ? bits.selected : 0) |
    (editingId === id ? bits.editing : 0) |
    (isActive || pointedId === id ? bits.near : 0)
  );
}

/** One task. */
export const Row = memo(function Row({ index, isFirst, isOpen, ...cells }: RowProps) {
  const { id, deletedAt } = cells.task;
  const known = useWorkspaceState((state) => readBits(state, id, isFirst));
  const isSelected = (known & bits.selected) !== 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a grid, which has no columns for a table
    <div
      role="row"
      data-task-id={id}
      data-ordered={cells.isOrdered || undefined}
      data-editable={deletedAt === null || undefined}
      tabIndex={known & bits.tabStop ? 0 : -1}
      aria-rowindex={index}
      aria-selected={isSelected}
      aria-current={isOpen || undefined}
      className={`group relative -mx-3 flex min-h-11 scroll-mt-16 scroll-mb-24 items-start gap-3 rounded-lg px-3 py-2 [-webkit-touch-callout:none] focus-visible:-outline-offset-2 in-data-by-mouse:outline-none after:absolute after:start-12.5 after:end-3 after:bottom-0 after:h-px after:bg-line last:after:hidden pointer-coarse:select-none ${
        isSelected || isOpen ? "border-s-2 border-focus bg-selected ps-2.5 after:invisible" : "hover:bg-hover"
      }`}
    >
      <Cells
        {...cells}
        isSelected={isSelected}
        isEditing={(known & bits.editing) !== 0}
        isNear={(known & bits.near) !== 0}
      />
    </div>
  );
});

type CellsProps = Omit<RowProps, "index" | "isFirst" | "isOpen"> &
  Record<"isSelected" | "isEditing" | "isNear", boolean>;

/** What is in a row. It is drawn again when something about the task has changed, not when those above it have moved. */
const Cells = memo(function Cells(props: CellsProps) {
  const { task, isSelected, isEditing, isNear, isOrdered, isTimeOnly, day, drawFound, problem } = props;
  const { id, title, completed, deletedAt } = task;
  const workspace = useWorkspace();
  const found = drawFound?.(task);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: cells of a grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row and what is in the cell have the focus */}
      <div role="gridcell" className="-my-0.5 flex items-center">
        <RowCheck task={task} />
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
            <span data-title>{found?.title ?? title}</span>
          </a>
        )}
        {found?.snippet}
        <RowMeta task={task} day={day} isTimeOnly={isTimeOnly} />
        {problem && <RowProblem id={id} mark={problem} />}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: cells of a grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row and what is in the cell have the focus */}
      <div role="gridcell" className="-my-1 flex shrink-0 items-center bg-inherit pointer-coarse:-my-2.5">
        {isSelected && isOrdered && <DragHandle />}
        <RowActions task={task} isNear={isNear} />
      </div>
    </>
  );
});

/** What is done looks so at once; that it leaves the list comes a frame later. */
function RowCheck({ task }: { task: Task }) {
  const commands = useTaskCommands();
  const completed = useNewestSnapshot(({ byId }) => byId.get(task.id)?.completed) ?? task.completed;
  return (
    <Check
      task={completed === task.completed ? task : { ...task, completed }}
      tabIndex={-1}
      isDisabled={task.deletedAt !== null}
      onChange={(done) => commands.complete([task.id], done)}
    />
  );
}
