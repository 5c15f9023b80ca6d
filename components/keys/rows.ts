import type { Workspace } from "@/components/app/workspace";
import type { Store } from "@/lib/store/store";

/** The element of a task's row. */
export const findRow = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[role="row"][data-task-id="${CSS.escape(id)}"]`);

/** Gives a row the focus, and makes it the one that keys act on. */
export function focusRow(workspace: Workspace, id: string): void {
  workspace.set({ activeId: id });
  findRow(id)?.focus();
}

/** Makes the row that is so many further down the active one; `extend` selects what lies between. */
export function moveActive(workspace: Workspace, by: number, extend = false): void {
  const { rows } = workspace;
  const { activeId, selectedIds } = workspace.get();
  const from = activeId === null ? -1 : rows.indexOf(activeId);
  const to = from === -1 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(from + by, 0), rows.length - 1);
  const next = rows[to];
  if (next === undefined) return;
  if (extend) workspace.set({ selectedIds: new Set([...selectedIds, ...(activeId ? [activeId] : []), next]) });
  focusRow(workspace, next);
}

/** Moves the active row past its neighbour. */
export function moveRow({ get, rows }: Workspace, store: Store, by: number): void {
  const { activeId } = get();
  const neighbour = activeId === null ? undefined : rows[rows.indexOf(activeId) + by];
  if (activeId === null || neighbour === undefined) return;
  store.actions.reorder(activeId, by > 0 ? { after: neighbour } : { before: neighbour });
}
