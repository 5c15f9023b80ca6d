import type { Workspace } from "@/components/app/workspace";

// Where a range begins. It is nobody's to see.
const anchors = new WeakMap<Workspace, string>();

/** Adds a row to the selection, or takes it out. */
export function toggleSelected(workspace: Workspace, id: string): void {
  const selectedIds = new Set(workspace.get().selectedIds);
  if (!selectedIds.delete(id)) selectedIds.add(id);
  anchors.set(workspace, id);
  workspace.set({ selectedIds, activeId: id });
}

/** Selects the rows from where the selection began to this one. */
export function selectTo(workspace: Workspace, id: string): void {
  const { rows } = workspace;
  const { activeId, selectedIds } = workspace.get();
  const kept = anchors.get(workspace);
  const anchor = selectedIds.size > 0 && kept !== undefined && rows.includes(kept) ? kept : (activeId ?? id);
  const ends = [rows.indexOf(anchor), rows.indexOf(id)].sort((one, other) => one - other);
  const [from = -1, to = -1] = ends;
  if (to === -1) return;
  anchors.set(workspace, anchor);
  workspace.set({ selectedIds: new Set(rows.slice(Math.max(from, 0), to + 1)), activeId: id });
}

export function selectAll(workspace: Workspace): void {
  workspace.set({ selectedIds: new Set(workspace.rows) });
}

export function clearSelection(workspace: Workspace): void {
  anchors.delete(workspace);
  if (workspace.get().selectedIds.size > 0) workspace.set({ selectedIds: new Set() });
}

/** Leaves only rows that are on the screen selected. */
export function pruneSelection(workspace: Workspace): void {
  const { selectedIds } = workspace.get();
  if (selectedIds.size === 0) return;
  const rows = new Set(workspace.rows);
  const kept = [...selectedIds].filter((id) => rows.has(id));
  if (kept.length < selectedIds.size) workspace.set({ selectedIds: new Set(kept) });
}

/** What an action on a row is for: the whole selection if the row is in it. */
export function getSelectionOf(workspace: Workspace, id: string): string[] {
  const { selectedIds } = workspace.get();
  return selectedIds.has(id) ? workspace.rows.filter((row) => selectedIds.has(row)) : [id];
}
