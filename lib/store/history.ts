import type { Task } from "@/lib/contract/task";
import { type FieldName, filterPatch, isEmptyPatch, type Patch } from "./outbox";

const undoSteps = 50;

/** What an action did to one task, and what was there before. */
export type Step =
  | { kind: "fields"; taskId: string; before: Patch; after: Patch }
  /** It went to the trash, or came to be out of it. */
  | { kind: "place"; taskId: string; isTrashed: boolean };

/** One action of the person. `at`: milliseconds since the epoch. */
export type Entry = { at: number; steps: readonly Step[] };

export type History = { past: readonly Entry[]; future: readonly Entry[] };

export const emptyHistory: History = { past: [], future: [] };

/** What undoing or redoing does to one task. */
export type Move = { taskId: string; patch: Patch } | { taskId: string; isTrashed: boolean };

/** What undoing comes to, and the history after it. */
export type Turned = { moves: Move[]; history: History };

type Read = (id: string) => Task | undefined;

// Text is saved while it is typed: what follows within this time is the same action.
const typingMs = 3_000;

/** The history after one more action. Nothing is left to redo. */
export function record({ past }: History, entry: Entry): History {
  const last = past.at(-1);
  const joined = last && join(last, entry);
  return { past: joined ? past.with(-1, joined) : [...past, entry].slice(-undoSteps), future: [] };
}

/** Two saves of the same text, as one. */
function join(last: Entry, { at, steps }: Entry): Entry | undefined {
  const [one] = last.steps;
  const [other] = steps;
  if (last.steps.length !== 1 || steps.length !== 1 || at - last.at > typingMs) return undefined;
  if (one?.kind !== "fields" || other?.kind !== "fields" || one.taskId !== other.taskId) return undefined;
  const isTyping = (["title", "description"] as const).some(
    (name) => Object.keys(one.after).join() === name && Object.keys(other.after).join() === name,
  );
  return isTyping ? { at, steps: [{ ...other, before: one.before }] } : undefined;
}

/**
 * Takes an action back, the last one unless another is named. Fields that hold another value than ours by now stay as
 * they are.
 */
export function undo({ past, future }: History, read: Read, entry = past.at(-1)): Turned | undefined {
  if (!entry || !past.includes(entry)) return undefined;
  const { moves, inverse } = invert(entry, read);
  const rest = past.filter((other) => other !== entry);
  return { moves, history: { past: rest, future: inverse.steps.length > 0 ? [...future, inverse] : future } };
}

/** Does again what was undone last. */
export function redo({ past, future }: History, read: Read): Turned | undefined {
  const turned = undo({ past: future, future: past }, read);
  return turned && { moves: turned.moves, history: { past: turned.history.future, future: turned.history.past } };
}

function invert({ at, steps }: Entry, read: Read): { moves: Move[]; inverse: Entry } {
  const moves: Move[] = [];
  const inverse: Step[] = [];
  for (const step of steps) {
    const task = read(step.taskId);
    if (!task) continue;
    const { taskId } = step;
    if (step.kind === "place") {
      if ((task.deletedAt !== null) !== step.isTrashed) continue;
      moves.push({ taskId, isTrashed: !step.isTrashed });
      inverse.push({ ...step, isTrashed: !step.isTrashed });
      continue;
    }
    const holds = (name: FieldName) => task.deletedAt === null && isHeld(step.after, task, name);
    const [before, after] = [filterPatch(step.before, holds), filterPatch(step.after, holds)];
    if (isEmptyPatch(before)) continue;
    moves.push({ taskId, patch: before });
    inverse.push({ ...step, before: after, after: before });
  }
  return { moves, inverse: { at, steps: inverse } };
}

// Fields that mean something only together.
const pairs: readonly (readonly FieldName[])[] = [["dueDate", "dueTime"]];

/** Whether a task still has the value that we gave it. The moment of completion is the server's to say. */
function isHeld(after: Patch, task: Task, name: FieldName): boolean {
  if (name === "completedAt") return isHeld(after, task, "completed");
  const together = pairs.find((pair) => pair.includes(name)) ?? [name];
  return together.every((field) => !(field in after) || after[field] === task[field]);
}
