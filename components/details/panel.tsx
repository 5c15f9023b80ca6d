"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { findRow } from "@/components/app/find-row";
import { getPlace, navigate, useAskedPlace } from "@/components/app/place";
import { isFocusLost, returnFocus } from "@/components/app/return-focus";
import { writePlace } from "@/components/app/views";
import { useWorkspace } from "@/components/app/workspace";
import { scrimFillClass } from "@/components/ui/surface";
import { useFocusInside } from "./keep-focus";
import { TaskDetails } from "./lazy-details";
import { useIsSheet } from "./use-is-sheet";

/** The column, or the sheet, that a task is open in. */
export function Panel({ taskId }: { taskId: string }) {
  const isSheet = useIsSheet();
  const ref = useRef<HTMLElement>(null);
  const close = () => navigate(writePlace(getPlace(), null));
  useFocusInTurn(ref, taskId, isSheet);
  useFocusInside(ref, isSheet);
  return (
    <>
      <div aria-hidden="true" onClick={close} className={`${scrimFillClass} z-30 animate-appear min-[1100px]:hidden`} />
      <section
        ref={ref}
        {...(isSheet ? { role: "dialog", "aria-modal": true } : { role: "complementary" })}
        tabIndex={-1}
        aria-labelledby="task-heading"
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
          event.preventDefault();
          close();
        }}
        className="fixed inset-y-0 end-0 z-30 w-full animate-appear overflow-y-auto overscroll-contain bg-card focus-visible:-outline-offset-2 sm:max-w-[440px] sm:border-s sm:border-line max-[1100px]:shadow-card min-[1100px]:sticky min-[1100px]:top-0 min-[1100px]:z-auto min-[1100px]:h-dvh min-[1100px]:w-[400px] min-[1100px]:shrink-0"
      >
        <TaskDetails key={taskId} taskId={taskId} headingLevel={2} onClose={close} onMissing={close} />
      </section>
    </>
  );
}

/** What opens by a key has the focus; what closes gives it back to the row. */
function useFocusInTurn(ref: RefObject<HTMLElement | null>, taskId: string, isSheet: boolean): void {
  const workspace = useWorkspace();
  const asked = useAskedPlace();
  const takeFocus = useEffectEvent((taskId: string) => {
    const panel = ref.current;
    const focused = document.activeElement;
    // A browser calls the focus of a row that was clicked visible; the list knows better.
    const isByKey =
      focused?.matches("[data-task-id]:focus-visible, [data-task-id] :focus-visible") === true &&
      focused.closest("[data-by-mouse]") === null;
    // From the palette, nothing may have it; what came with the page, nobody has opened.
    const isWanted = isSheet || isByKey || (taskId !== asked.taskId && isFocusLost());
    if (taskId && panel && !panel.contains(focused) && isWanted) panel.focus({ preventScroll: true });
  });
  const giveBack = useEffectEvent(() => {
    if (!ref.current?.contains(document.activeElement)) return;
    const row = findRow(taskId);
    requestAnimationFrame(() => isFocusLost() && returnFocus(workspace, row));
  });
  useEffect(() => takeFocus(taskId), [taskId]);
  useLayoutEffect(() => () => giveBack(), []);
}
