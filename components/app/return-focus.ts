import { findRow } from "./find-row";
import type { Workspace } from "./workspace";

/** Gives the focus to the first that can have it: those given, the row that keys act on, the page's main part. */
export function returnFocus(workspace: Workspace, ...wanted: (Element | null | undefined)[]): void {
  const { activeId } = workspace.get();
  const row = activeId === null ? null : findRow(activeId);
  const main = document.getElementById("main");
  if (main && !main.hasAttribute("tabindex")) main.tabIndex = -1;
  for (const element of [...wanted, row, main]) {
    if (!(element instanceof HTMLElement) || !element.isConnected) continue;
    element.focus({ preventScroll: element === main });
    if (document.activeElement === element) return;
  }
}

/** Whether what had the focus is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
