"use client";

import { createContext, useContext, useSyncExternalStore } from "react";

/** Something that lies over the page. `anchor`: what it opens at, and what has the focus again when it closes. */
export type Overlay =
  | { name: "palette" | "keys" | "sign-out" | "empty-trash" }
  | { name: "add"; date: string | null }
  | AnchoredOverlay
  | { name: "destroy"; ids: readonly string[] };

/** What opens at something, for some tasks. */
export type AnchoredOverlay = {
  name: "due" | "priority" | "menu";
  ids: readonly string[];
  anchor: HTMLElement | null;
  /** Where the pointer was, if it opens there rather than at the anchor. */
  point?: { x: number; y: number } | undefined;
};

/** What is said for a while at the page's foot. A newer one replaces it. */
export type Toast = { id: number; message: string; action: { label: string; run(): void } | null };

/** What the screens share that is nobody's data: it is gone with the page. */
export type WorkspaceState = {
  /** The row that keys act on. */
  activeId: string | null;
  /** The row under the mouse. */
  pointedId: string | null;
  selectedIds: ReadonlySet<string>;
  /** The row whose title is being edited in place. */
  editingId: string | null;
  overlay: Overlay | null;
  toast: Toast | null;
};

export type Workspace = {
  subscribe(listener: () => void): () => void;
  get(): WorkspaceState;
  set(changes: Partial<WorkspaceState>): void;
  /** The ids of the rows on the screen, from top to bottom; the list keeps it. */
  rows: readonly string[];
};

const start: WorkspaceState = {
  activeId: null,
  pointedId: null,
  selectedIds: new Set(),
  editingId: null,
  overlay: null,
  toast: null,
};

export function createWorkspace(given: Partial<WorkspaceState> = {}): Workspace {
  let state = { ...start, ...given };
  const listeners = new Set<() => void>();
  return {
    rows: [],
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get: () => state,
    set(changes) {
      const next = { ...state, ...changes };
      if (Object.entries(next).every(([name, value]) => Reflect.get(state, name) === value)) return;
      state = next;
      for (const listener of listeners) listener();
    },
  };
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined);
export const WorkspaceProvider = WorkspaceContext.Provider;

/** The workspace of the provider above. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("there is no WorkspaceProvider above");
  return workspace;
}

/** A part of the workspace's state; the component is drawn again when it is another one. */
export function useWorkspaceState<Selected>(select: (state: WorkspaceState) => Selected): Selected {
  const { subscribe, get } = useWorkspace();
  const read = () => select(get());
  return useSyncExternalStore(subscribe, read, read);
}
