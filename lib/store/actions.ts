import type { Task } from "@/lib/contract/task";
import { tidyDescription, tidyTitle } from "@/lib/tasks/characters";
import { type Resolution, resolveConflict } from "./conflict";
import { addChange, discardRow, retryRow } from "./edits";
import type { Environment } from "./environment";
import { type Entry, type History, type Move, record, redo, type Step, type Turned, undo } from "./history";
import type { Memory } from "./memory";
import {
  type Change,
  type Fields,
  type fieldNames,
  filterPatch,
  isEmptyPatch,
  type Operation,
  type Patch,
  type RowsChange,
} from "./outbox";
import { type Place, type Placed, placeAtEnd, placeTask } from "./positions";
import type { TaskMark } from "./snapshot";

/** A task to be. Without a position it goes to the end. */
export type NewTask = Pick<Fields, "title"> & Patch & { id?: string };

/**
 * What a person can do. Everything shows at once; the promise resolves when it is stored on the device and would outlive
 * a crash. Several tasks in one call are one step to undo, and travel together.
 */
export type Actions = {
  /** Returns the new tasks' ids, in order. */
  create(...tasks: readonly NewTask[]): { ids: string[]; stored: Promise<void> };
  /** `seen`: what these fields were when the person began to type, if that may not be what they are now. */
  update(id: string, patch: Patch, seen?: Patch): Promise<void>;
  updateMany(changes: ReadonlyMap<string, Patch>): Promise<void>;
  complete(ids: readonly string[], completed?: boolean): Promise<void>;
  trash(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<void>;
  /** For good: it can't be undone. */
  destroy(ids: readonly string[]): Promise<void>;
  emptyTrash(): Promise<void>;
  /** Puts a task in its place among others, and on a day if one is given. */
  reorder(id: string, place: Place, date?: string): Promise<void>;
  /** Tries a refused change again: what is in the trash is taken out, what is gone is made again. */
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  /** Answers for the text that changed elsewhere, against what `marks` shows of it. */
  resolve(id: string, resolution: Resolution): Promise<void>;
  /** The last action that can be taken back. */
  latest(): Entry | undefined;
  /** Takes an action back, the last one unless another is named; returns the ids of the tasks that it changed. */
  undo(entry?: Entry): string[];
  redo(): string[];
};

type Parts = {
  memory: Memory;
  environment: Environment;
  edit(changes: ReadonlyMap<string, RowsChange>): Promise<void>;
  readMark(id: string): TaskMark | undefined;
  history: { read(): History; write(history: History): void };
};

export function createActions({ memory, environment, edit, readMark, history }: Parts): Actions {
  const read = (id: string) => memory.tasks().get(id);
  const timestamp = () => new Date(environment.now()).toISOString();

  /** Stores changes, one per task. A failure is reported here, so that nobody has to wait for it. */
  function store(changes: readonly (readonly [id: string, change: RowsChange])[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    const stored = edit(new Map(changes));
    stored.catch(environment.reportError);
    return stored;
  }

  function apply(operations: readonly (readonly [id: string, operation: Operation])[]): Promise<void> {
    const at = timestamp();
    return store(
      operations.map(([taskId, operation]) => {
        const change: Change = { ...operation, taskId, key: environment.makeId(), at };
        return [taskId, (rows) => addChange(rows, change)];
      }),
    );
  }

  function remember(steps: readonly Step[]): void {
    if (steps.length > 0) history.write(record(history.read(), { at: environment.now(), steps }));
  }

  /** Changes fields, and returns what that was. */
  function patchTasks(patches: Iterable<readonly [id: string, patch: Patch, seen?: Patch | undefined]>): {
    steps: Step[];
    stored: Promise<void>;
  } {
    const updates = [...patches].flatMap(([taskId, given, seen = {}]) => {
      const task = read(taskId);
      const patch = task && diffPatch(task, completePatch(task, given, timestamp()));
      if (!task || !patch || isEmptyPatch(patch)) return [];
      const isPatched = (name: (typeof fieldNames)[number]) => name in patch;
      const before = filterPatch(task, isPatched);
      return [{ taskId, patch, before, seen: { ...before, ...filterPatch(seen, isPatched) } }];
    });
    const steps = updates.map(
      ({ taskId, patch, before }) => ({ kind: "fields", taskId, before, after: patch }) as const,
    );
    return {
      steps,
      stored: apply(updates.map(({ taskId, patch, seen }) => [taskId, { op: "update", patch, seen }])),
    };
  }

  /** Moves tasks to the trash, or out of it. */
  function placeTasks(ids: readonly string[], isTrashed: boolean): { steps: Step[]; stored: Promise<void> } {
    const moved = ids.filter((id) => {
      const task = read(id);
      return task && (task.deletedAt !== null) !== isTrashed;
    });
    const op = isTrashed ? "trash" : "restore";
    const steps = moved.map((taskId) => ({ kind: "place", taskId, isTrashed }) as const);
    return { steps, stored: apply(moved.map((id) => [id, { op }])) };
  }

  function act({ steps, stored }: { steps: readonly Step[]; stored: Promise<void> }): Promise<void> {
    remember(steps);
    return stored;
  }

  function make(moves: readonly Move[]): string[] {
    patchTasks(moves.flatMap((move) => ("patch" in move ? [[move.taskId, move.patch] as const] : [])));
    for (const isTrashed of [true, false])
      placeTasks(
        moves.flatMap((move) => ("isTrashed" in move && move.isTrashed === isTrashed ? move.taskId : [])),
        isTrashed,
      );
    return moves.map(({ taskId }) => taskId);
  }

  function turn(turned: Turned | undefined): string[] {
    if (!turned) return [];
    history.write(turned.history);
    return make(turned.moves);
  }

  function create(...tasks: readonly NewTask[]) {
    const { positions, moved } = placeAtEnd(memory.list(), tasks.length);
    const made = tasks.map(({ id = environment.makeId(), ...given }, index) => {
      const start: Fields = { ...blankFields, position: positions[index] ?? "", title: given.title };
      return [id, { ...start, ...completePatch(start, given, timestamp()) }] as const;
    });
    const { steps, stored } = patchTasks(toPatches(moved));
    remember([...steps, ...made.map(([taskId]) => ({ kind: "place", taskId, isTrashed: false }) as const)]);
    const created = apply(made.map(([id, task]) => [id, { op: "create", task }]));
    return { ids: made.map(([id]) => id), stored: Promise.all([stored, created]).then(() => {}) };
  }

  const destroy = (ids: readonly string[]) => apply(ids.filter(read).map((id) => [id, { op: "destroy" }]));

  return {
    create,
    update: (id, patch, seen) => act(patchTasks([[id, patch, seen]])),
    updateMany: (patches) => act(patchTasks(patches)),
    complete: (ids, completed = true) => act(patchTasks(ids.map((id) => [id, { completed }]))),
    trash: (ids) => act(placeTasks(ids, true)),
    restore: (ids) => act(placeTasks(ids, false)),
    destroy,
    emptyTrash: () => destroy(memory.list().flatMap(({ id, deletedAt }) => (deletedAt === null ? [] : id))),
    reorder(id, place, date) {
      const changes = new Map<string, Patch>(toPatches(placeTask(memory.list(), id, place)));
      if (date !== undefined) changes.set(id, { ...changes.get(id), dueDate: date });
      return act(patchTasks(changes));
    },
    retry(id) {
      const mark = readMark(id);
      if (mark?.kind !== "failed") return Promise.resolve();
      const means = { at: timestamp(), newKey: environment.makeId() };
      return store([[id, (rows) => retryRow(rows, mark.key, means)]]);
    },
    discard(id) {
      const mark = readMark(id);
      return mark?.kind === "failed" ? store([[id, (rows) => discardRow(rows, mark.key)]]) : Promise.resolve();
    },
    resolve(id, resolution) {
      const mark = readMark(id);
      if (mark?.kind !== "conflict") return Promise.resolve();
      return store([[id, (rows) => resolveConflict(rows, mark.key, mark.theirs, resolution)]]);
    },
    latest: () => history.read().past.at(-1),
    undo: (entry) => turn(undo(history.read(), read, entry)),
    redo: () => turn(redo(history.read(), read)),
  };
}

const toPatches = (placed: readonly Placed[]) => placed.map(({ id, position }) => [id, { position }] as const);

const blankFields: Fields = {
  title: "",
  description: "",
  completed: false,
  completedAt: null,
  priority: "none",
  dueDate: null,
  dueTime: null,
  position: "",
};

/** Text as the server keeps it, and with it the fields that mean something only together. */
function completePatch(task: Fields, given: Patch, now: string): Patch {
  const patch = { ...given };
  if (patch.title !== undefined) patch.title = tidyTitle(patch.title);
  if (patch.description !== undefined) patch.description = tidyDescription(patch.description);
  if (patch.dueDate === null) patch.dueTime = null;
  if (patch.dueTime) patch.dueDate ??= task.dueDate;
  if (patch.completed === undefined && patch.completedAt !== undefined) patch.completed = patch.completedAt !== null;
  if (patch.completed === false) patch.completedAt = null;
  if (patch.completed === true) patch.completedAt ??= task.completedAt ?? now;
  return patch;
}

/** The fields that would change, and those that go with them. */
function diffPatch(task: Task, patch: Patch): Patch {
  const isChanged = (name: (typeof fieldNames)[number]) => name in patch && patch[name] !== task[name];
  return filterPatch(patch, (name) => {
    if (name === "dueDate" || name === "dueTime") return isChanged("dueDate") || isChanged("dueTime");
    if (name === "completed" || name === "completedAt") return isChanged("completed") || isChanged("completedAt");
    return isChanged(name);
  });
}
