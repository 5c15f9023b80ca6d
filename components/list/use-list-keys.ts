import type { FocusEvent, KeyboardEvent } from "react";
import { rowOf } from "@/components/app/find-row";
import { useWorkspace, type Workspace } from "@/components/app/workspace";
import { focusRow, moveActive } from "./row-focus";
import { clearSelection } from "./selection";

const pageRows = 10;
const moves: Readonly<Record<string, number | "first" | "last">> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -pageRows,
  PageDown: pageRows,
  Home: "first",
  End: "last",
};

const isTypedInto = (target: EventTarget) => target instanceof HTMLTextAreaElement;

/** The keys of a grid: those that move. What acts on a task is heard by the page. */
export function useListKeys() {
  const workspace = useWorkspace();

  function hearKey(event: KeyboardEvent) {
    const row = rowOf(event.target);
    if (event.currentTarget instanceof HTMLElement) delete event.currentTarget.dataset.byMouse;
    if (!row || event.defaultPrevented || event.nativeEvent.isComposing || isTypedInto(event.target)) return;
    const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
    const by = moves[key];
    if (altKey) return;
    if (by !== undefined && !(metaKey || (ctrlKey && (by === 1 || by === -1)))) moveActive(workspace, by, shiftKey);
    else if (key === "ArrowLeft" || key === "ArrowRight") moveInside(row, key === "ArrowRight");
    else if (key === " " && event.target instanceof HTMLAnchorElement) {
      // A browser presses buttons and boxes by Space, but scrolls for a link.
      if (!event.repeat) event.target.click();
    } else if (key !== "Escape" || !leave(event.target, row, workspace)) return;
    event.preventDefault();
  }

  function hearFocus(event: FocusEvent) {
    const row = rowOf(event.target);
    if (row?.dataset.taskId) workspace.set({ activeId: row.dataset.taskId });
  }

  return { onKeyDown: hearKey, onFocus: hearFocus };
}

/** Goes to the next or previous control of a row; before the first is the row itself. */
function moveInside(row: HTMLElement, isRight: boolean): void {
  const all = [...row.querySelectorAll<HTMLElement>("input:not(:disabled), button:not(:disabled), a")];
  const controls = all.filter((control) => control.checkVisibility());
  const isRtl = getComputedStyle(row).direction === "rtl";
  const at = controls.findIndex((control) => control.matches(":focus"));
  const to = at + (isRight === isRtl ? -1 : 1);
  if (to === -1) row.focus();
  else controls[to]?.focus();
}

/** Escape: from a control to its row, then out of the selection. False if there was nothing to leave. */
function leave(target: EventTarget, row: HTMLElement, workspace: Workspace): boolean {
  if (target !== row) {
    focusRow(row.dataset.taskId ?? "");
    return true;
  }
  if (workspace.get().selectedIds.size === 0) return false;
  clearSelection(workspace);
  return true;
}
