"use client";

import { Fragment, type ReactNode, useLayoutEffect, useRef } from "react";
import { usePlace } from "@/components/app/place";
import { useReader } from "@/components/app/reader";
import { useWorkspace } from "@/components/app/workspace";
import { useSnapshot, useStore } from "@/lib/store/use-store";
import { ListKeeper } from "./list-keeper";
import type { ListSection } from "./list-section";
import type { DrawFound } from "./row";
import { SectionRows, Space } from "./section-rows";
import { clearSelection } from "./selection";
import { SelectionFoot } from "./selection-foot";
import { useListKeys } from "./use-list-keys";
import { useListPointer } from "./use-list-pointer";
import { drawnMax, useWindow } from "./use-window";

type TaskSectionsProps = {
  sections: readonly ListSection[];
  /** For the results of a search: the same function for the same words. */
  drawFound?: DrawFound;
  /** What stands over a section's rows, with its heading. */
  renderHead(section: ListSection, headingId: string): ReactNode;
  /** What stands under a section's rows. */
  renderFoot?(section: ListSection): ReactNode;
  /** What stands here when there is no section. */
  children?: ReactNode;
};

/** The rows of a view: one grid per section, one Tab stop for all of them. Give it a key per view. */
export function TaskSections({ sections, drawFound, renderHead, renderFoot, children }: TaskSectionsProps) {
  const workspace = useWorkspace();
  const store = useStore();
  const day = useReader();
  const taskId = usePlace(({ taskId }) => taskId);
  const marks = useSnapshot(({ problems, marks }) => (problems.length > 0 ? marks : null));
  const root = useRef<HTMLDivElement>(null);
  const keys = useListKeys();
  const pointer = useListPointer();
  const plan = useWindow(sections, root, drawFound ? drawnMax.results : drawnMax.view);
  const firstId = sections.find(({ tasks }) => tasks.length > 0)?.tasks[0]?.id;
  useLayoutEffect(
    () => () => {
      clearSelection(workspace);
      workspace.set({ activeId: null, editingId: null });
      workspace.rows = [];
    },
    [workspace],
  );
  return (
    <ListKeeper
      workspace={workspace}
      sections={sections}
      drawFound={drawFound}
      root={root}
      isDone={(id) => store.getSnapshot().byId.get(id)?.completed === true}
    >
      <div ref={root} className="relative" {...keys} {...pointer}>
        {plan.sections.map((drawn) => {
          const { section, spaceBefore } = drawn;
          const headingId = `section-${section.id}`;
          return (
            <Fragment key={section.id}>
              <Space height={spaceBefore} />
              <section aria-labelledby={headingId} data-section={section.id} className="mb-3">
                {renderHead(section, headingId)}
                <SectionRows
                  drawn={drawn}
                  headingId={headingId}
                  firstId={firstId}
                  openId={taskId}
                  day={day}
                  drawFound={drawFound}
                  marks={marks}
                />
                {renderFoot?.(section)}
              </section>
            </Fragment>
          );
        })}
        <Space height={plan.spaceAfter} />
        {children}
        <SelectionFoot />
      </div>
    </ListKeeper>
  );
}
