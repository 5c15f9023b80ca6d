import type { Task, TaskPatch } from "@/lib/contract/task";

/** Something that a person did to a task. `key` is the Idempotency-Key of a creation, `seen` what an edit started from. */
export type Change =
  | { kind: "create"; key: string }
  | { kind: "edit"; patch: TaskPatch; seen: Pick<Task, "title" | "description" | "revision"> }
  | { kind: "complete"; completed: boolean }
  | { kind: "trash" }
  | { kind: "restore" }
  | { kind: "destroy" };

/** The task as it looks once a change is done; null when it is gone. `now` is a timestamp. */
function applyChange(task: Task, change: Change, now: string): Task | null {
  switch (change.kind) {
    case "create":
      return task;
    case "edit":
      return { ...task, ...definedOnly(change.patch) };
    case "complete":
      return { ...task, completed: change.completed, completedAt: change.completed ? (task.completedAt ?? now) : null };
    case "trash":
      return { ...task, deletedAt: task.deletedAt ?? now };
    case "restore":
      return { ...task, deletedAt: null };
    case "destroy":
      return null;
  }
}

/** The task as it looks once several changes are done, in order. */
export function applyChanges(task: Task, changes: readonly Change[], now: string): Task | null {
  return changes.reduce<Task | null>((current, change) => current && applyChange(current, change, now), task);
}

/** The revision that an edit of title or description may start from; undefined for any, since the last write wins. */
export function requiredRevision(task: Task, { patch, seen }: Extract<Change, { kind: "edit" }>): number | undefined {
  if (patch.title === undefined && patch.description === undefined) return undefined;
  // Our own changes of other fields move the revision too; they are no conflict.
  return task.title === seen.title && task.description === seen.description ? task.revision : seen.revision;
}

/** RFC 7396 has no undefined: a key that is there but undefined changes nothing. */
function definedOnly({ title, description, dueDate, dueTime, priority }: TaskPatch) {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(dueDate !== undefined && { dueDate }),
    ...(dueTime !== undefined && { dueTime }),
    ...(priority !== undefined && { priority }),
  };
}
