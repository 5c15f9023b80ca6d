"use client";

import { createContext, useContext } from "react";
import type { Task } from "@/lib/contract/task";
import type { Actions, NewTask } from "@/lib/store/actions";
import type { Entry } from "@/lib/store/history";
import type { Place } from "@/lib/store/positions";
import type { Store } from "@/lib/store/store";
import { nameTasks } from "./name-tasks";
import type { Toast, Workspace } from "./workspace";

type Patch = Parameters<Actions["update"]>[1];
/** Without a time, each task keeps its own. */
type Due = { dueDate: Task["dueDate"]; dueTime?: Task["dueTime"] };

/**
 * What a person does to tasks, wherever they do it: by mouse, by key, in a menu, in the palette. Each shows at once, says
 * so in a toast that can take it back, and is one step to undo.
 */
export type TaskCommands = {
  add(tasks: readonly NewTask[]): string[];
  complete(ids: readonly string[], completed: boolean): void;
  setDue(ids: readonly string[], due: Due): void;
  setPriority(ids: readonly string[], priority: Task["priority"]): void;
  /** Puts a task in its place among others, and on a day if one is given. */
  move(id: string, place: Place, date?: string): void;
  trash(ids: readonly string[]): void;
  restore(ids: readonly string[]): void;
  /** Asks first: it can't be undone. */
  destroy(ids: readonly string[]): void;
  /** Makes a copy of each, behind all others; returns their ids. */
  duplicate(ids: readonly string[]): string[];
  undo(): void;
  redo(): void;
  /** A toast that has nothing to take back. */
  tell(message: string): void;
};

let toastCount = 0;

export function createTaskCommands(store: Store, workspace: Workspace): TaskCommands {
  const { actions } = store;
  const nameThem = (ids: readonly string[]) => nameTasks(ids.flatMap((id) => store.getSnapshot().byId.get(id) ?? []));

  function say(message: string, action: Toast["action"]): void {
    toastCount++;
    workspace.set({ toast: { id: toastCount, message, action } });
  }

  /** Says what was just done, with a way to take that back, whatever is done after it. */
  function sayDone(ids: readonly string[], what: string): void {
    const entry = actions.latest();
    if (ids.length > 0) say(`${nameThem(ids)} ${what}`, { label: "Undo", run: () => undo(entry) });
  }

  /** Acts, and says so, unless that changed nothing. */
  function act(ids: readonly string[], what: string, run: () => unknown): void {
    const before = actions.latest();
    run();
    if (actions.latest() !== before) sayDone(ids, what);
  }

  function turn(ids: string[], message: string, other: { label: string; run(): void }): void {
    if (ids.length === 0) return;
    // The list knows whether it has them: what comes back is not in its rows yet.
    workspace.set({ activeId: ids.find((id) => workspace.rows.includes(id)) ?? ids[0] ?? null });
    say(message, other);
  }

  function undo(entry?: Entry): void {
    turn(actions.undo(entry), "Undone", { label: "Redo", run: redo });
  }

  function redo(): void {
    turn(actions.redo(), "Done again", { label: "Undo", run: undo });
  }

  /** Gives all of them the same fields. */
  const patch = (ids: readonly string[], fields: Patch) => actions.updateMany(new Map(ids.map((id) => [id, fields])));

  return {
    add(tasks) {
      const { ids } = actions.create(...tasks);
      sayDone(ids, "added");
      return ids;
    },
    complete: (ids, completed) => act(ids, completed ? "done" : "open again", () => actions.complete(ids, completed)),
    setDue: (ids, due) => act(ids, due.dueDate === null ? "without a date" : "rescheduled", () => patch(ids, due)),
    setPriority: (ids, priority) =>
      act(ids, priority === "none" ? "without priority" : `at ${priority} priority`, () => patch(ids, { priority })),
    move(id, place, date) {
      const isSameDay = date === undefined || date === store.getSnapshot().byId.get(id)?.dueDate;
      act([id], isSameDay ? "moved" : "rescheduled", () => actions.reorder(id, place, date));
    },
    trash: (ids) => act(ids, "moved to the trash", () => actions.trash(ids)),
    restore: (ids) => act(ids, "restored", () => actions.restore(ids)),
    destroy: (ids) => workspace.set({ overlay: { name: "destroy", ids } }),
    duplicate(ids) {
      const { byId } = store.getSnapshot();
      const copies = ids.flatMap((id) => byId.get(id) ?? []);
      const { ids: made } = actions.create(
        ...copies.map(({ title, description, priority, dueDate, dueTime }) => ({
          title,
          description,
          priority,
          dueDate,
          dueTime,
        })),
      );
      sayDone(ids, "duplicated");
      return made;
    },
    undo: () => undo(),
    redo,
    tell: (message) => say(message, null),
  };
}

const CommandsContext = createContext<TaskCommands | undefined>(undefined);
export const TaskCommandsProvider = CommandsContext.Provider;

/** The commands of the provider above. */
export function useTaskCommands(): TaskCommands {
  const commands = useContext(CommandsContext);
  if (!commands) throw new Error("there is no TaskCommandsProvider above");
  return commands;
}
