import type { Task } from "@/lib/contract/task";
import type { EngineState } from "./engine";
import { IdMap } from "./id-map";
import type { Memory } from "./memory";
import type { Failure, Patch, Rows } from "./outbox";

/** What there is to say about a task; nothing is said of one that is saved. */
export type TaskMark =
  | { kind: "unsent" }
  /** Refused. `isGone`: it was deleted elsewhere, and Retry makes it again. */
  | { kind: "failed"; key: string; failure: Failure; isGone: boolean }
  /** Its text changed elsewhere while it was edited here. */
  | { kind: "conflict"; key: string; mine: Patch; theirs: Task }
  /** Another device changed it while this page was open. */
  | { kind: "changed" };

export type SyncStatus = EngineState & {
  /** False offline, and while the server can't be reached. */
  isOnline: boolean;
  /** Whether what the device has stored is here. */
  isLoaded: boolean;
  /** False where the browser stores nothing: a reload loses what was not sent. */
  isDurable: boolean;
  /** How far the first copy of everything is; null once it is complete. */
  initialSync: { done: number; total: number | null } | null;
  /** The device was signed out, and holds nothing any more. */
  isCleared: boolean;
};

/** All that screens are drawn from. The same object for as long as nothing has changed. */
export type Snapshot = {
  /** Every task as the person sees it, the trash included, in manual order. */
  tasks: readonly Task[];
  byId: IdMap<Task>;
  marks: IdMap<TaskMark>;
  /** Ids of tasks that want a decision: failed, or in conflict. */
  problems: readonly string[];
  /** How many changes the server has not confirmed. */
  unsent: number;
  sync: SyncStatus;
  canUndo: boolean;
  canRedo: boolean;
};

/** A mark that wants a decision: a change that was refused, or a text that changed elsewhere. */
export type Problem = Extract<TaskMark, { kind: "failed" | "conflict" }>;

export function readProblem(marks: IdMap<TaskMark>, id: string): Problem | undefined {
  const mark = marks.get(id);
  return mark?.kind === "failed" || mark?.kind === "conflict" ? mark : undefined;
}

/** What to show on a task. */
export type TaskStatus = "saved" | "saving" | "offline" | "failed" | "conflict" | "changed";

export function getStatus({ marks, sync }: Snapshot, id: string): TaskStatus {
  const kind = marks.get(id)?.kind ?? "saved";
  if (kind !== "unsent") return kind;
  return sync.isOnline && !sync.isSignedOut ? "saving" : "offline";
}

/** The marks of the tasks that were touched, on those that there were. */
export function markTasks(
  marks: IdMap<TaskMark>,
  memory: Memory,
  ids: Iterable<string>,
  changed: ReadonlySet<string>,
): IdMap<TaskMark> {
  return marks.with(
    Array.from(new Set(ids), (id) => {
      const mark = readMark(memory.rowsOf(id), memory.base().get(id)) ?? readChanged(changed, id);
      const before = marks.get(id);
      return [id, before && mark && isSameMark(before, mark) ? before : mark] as const;
    }),
  );
}

const readChanged = (changed: ReadonlySet<string>, id: string): TaskMark | undefined =>
  changed.has(id) ? { kind: "changed" } : undefined;

function readMark(rows: Rows, theirs: Task | undefined): TaskMark | undefined {
  const failed = rows.find(({ state }) => state === "failed");
  if (failed?.failure)
    return { kind: "failed", key: failed.key, failure: failed.failure, isGone: failed.lost !== undefined };
  const asked = rows.find(({ state }) => state === "conflict");
  if (asked?.op === "update" && theirs) return { kind: "conflict", key: asked.key, mine: asked.patch, theirs };
  return rows.length > 0 ? { kind: "unsent" } : undefined;
}

function isSameMark(one: TaskMark, other: TaskMark): boolean {
  if (one.kind === "failed" && other.kind === "failed")
    return one.key === other.key && one.failure === other.failure && one.isGone === other.isGone;
  if (one.kind === "conflict" && other.kind === "conflict")
    return one.key === other.key && one.mine === other.mine && one.theirs === other.theirs;
  return one.kind === other.kind;
}

/** The ids that want a decision; the same list if they are the same. */
export function listProblems(
  before: readonly string[],
  marks: IdMap<TaskMark>,
  ids: Iterable<string>,
): readonly string[] {
  const problems = new Set(before);
  for (const id of ids) {
    if (readProblem(marks, id)) problems.add(id);
    else problems.delete(id);
  }
  const after = [...problems];
  return after.length === before.length && after.every((id, index) => id === before[index]) ? before : after;
}

/** A snapshot before anything is known. */
export const emptySnapshot: Snapshot = {
  tasks: [],
  byId: IdMap.empty<Task>(),
  marks: IdMap.empty<TaskMark>(),
  problems: [],
  unsent: 0,
  sync: {
    activity: "idle",
    isReachable: true,
    isSignedOut: false,
    isOnline: true,
    isLoaded: false,
    isDurable: true,
    initialSync: null,
    isCleared: false,
  },
  canUndo: false,
  canRedo: false,
};

/** The status before, if nothing in it has changed. */
export function keepStatus(before: SyncStatus, after: SyncStatus): SyncStatus {
  const { initialSync: one, ...rest } = before;
  const { initialSync: other, ...next } = after;
  const isSameProgress =
    one?.done === other?.done && one?.total === other?.total && (one === null) === (other === null);
  const isSame = Object.entries(next).every(([name, value]) => Reflect.get(rest, name) === value);
  return isSame && isSameProgress ? before : after;
}
