"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import type { Task } from "@/lib/contract/task";
import type { Actions } from "./actions";
import { getStatus, type Snapshot, type TaskMark, type TaskStatus } from "./snapshot";
import type { Store } from "./store";

const StoreContext = createContext<Store | undefined>(undefined);

/** Gives the components below it their store. */
export const StoreProvider = StoreContext.Provider;

/** The store of the provider above. */
export function useStore(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error("there is no StoreProvider above");
  return store;
}

type SnapshotSource = Pick<Store, "subscribe" | "getSnapshot">;
const SnapshotContext = createContext<SnapshotSource | undefined>(undefined);

/** Gives the components below it snapshots that are not the newest, if that is what they want. */
export const SnapshotProvider = SnapshotContext.Provider;

/**
 * A part of the snapshot; the component is drawn again when it is another one. The selector has to return the same
 * object for the same snapshot: what it makes anew is for `useMemo`, over a part that this returns.
 */
export function useSnapshot<Selected>(select: Select<Selected>): Selected {
  return useSelected(useContext(SnapshotContext), select);
}

/** The same of the newest snapshot, wherever the component is. */
export const useNewestSnapshot = <Selected>(select: Select<Selected>): Selected => useSelected(undefined, select);

type Select<Selected> = (snapshot: Snapshot) => Selected;

function useSelected<Selected>(source: SnapshotSource | undefined, select: Select<Selected>): Selected {
  const store = useStore();
  const { subscribe, getSnapshot } = source ?? store;
  return useSyncExternalStore(
    subscribe,
    () => select(getSnapshot()),
    () => select(store.getServerSnapshot()),
  );
}

export const useActions = (): Actions => useStore().actions;

/** Every task as the person sees it, the trash included, in manual order. */
export const useTasks = (): readonly Task[] => useSnapshot(({ tasks }) => tasks);

export const useTask = (id: string): Task | undefined => useSnapshot(({ byId }) => byId.get(id));

export const useTaskStatus = (id: string): TaskStatus => useSnapshot((snapshot) => getStatus(snapshot, id));

/** What went wrong with a task, or changed elsewhere, in full. */
export const useTaskMark = (id: string): TaskMark | undefined => useSnapshot(({ marks }) => marks.get(id));

/** A part of how this device and the server stand: all of it changes with each thing that is sent. */
export const useSyncStatus = <Selected>(select: (sync: Snapshot["sync"]) => Selected): Selected =>
  useSnapshot(({ sync }) => select(sync));
