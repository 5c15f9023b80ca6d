import { findRow } from "@/components/app/find-row";
import type { Workspace } from "@/components/app/workspace";
import type { ListSection } from "./list-section";
import { selectTo } from "./selection";

const shown = new WeakMap<Workspace, readonly ListSection[]>();

/** Tells the keys and menus which rows are on the screen, and in which sections. */
export function keepSections(workspace: Workspace, sections: readonly ListSection[]): void {
  shown.set(workspace, sections);
  workspace.rows = sections.flatMap(({ tasks }) => tasks.map(({ id }) => id));
}

/** The sections that are on the screen. */
export const readSections = (workspace: Workspace): readonly ListSection[] => shown.get(workspace) ?? [];

/** Gives a row the focus; one that is about to be drawn gets it then. */
export function focusRow(id: string): void {
  if (!focusNow(id)) requestAnimationFrame(() => focusNow(id));
}

function focusNow(id: string): boolean {
  const row = findRow(id);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return row !== null;
}

/** Moves the focus by rows, across sections; `extend` selects what lies between. */
export function moveActive(workspace: Workspace, by: number | "first" | "last", extend = false): void {
  const { rows } = workspace;
  const at = rows.indexOf(workspace.get().activeId ?? "");
  const id = rows[findTarget(at, by, rows.length)];
  if (id === undefined) return;
  if (extend) selectTo(workspace, id);
  workspace.set({ activeId: id });
  focusRow(id);
}

/** The index that a move ends at. From nowhere it begins at the end that it comes from. */
export function findTarget(at: number, by: number | "first" | "last", count: number): number {
  if (by === "first") return 0;
  if (by === "last") return count - 1;
  if (at === -1) return by > 0 ? 0 : count - 1;
  return Math.min(Math.max(at + by, 0), count - 1);
}
