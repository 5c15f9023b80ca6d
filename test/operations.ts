import { type OperationName, olderPathOperations, paths } from "@/lib/contract/paths";
import type { CallOptions } from "./api";

/** An operation at its path, or at the older one. */
export type Target = { name: OperationName; isOlder: boolean };

const names = Object.keys(paths) as OperationName[]; // `paths` has these keys and no other

/** Every operation, at every path that answers it. */
export const targets: readonly Target[] = [
  ...names.map((name) => ({ name, isOlder: false })),
  ...olderPathOperations.map((name) => ({ name, isOlder: true })),
];

export function describeTarget({ name, isOlder }: Target): string {
  return isOlder ? `${name} (older path)` : name;
}

type Sample = { query?: string; body?: unknown };

/** A call of each operation that succeeds against a task of the caller's. A new operation does not compile without. */
const samples = {
  listTasks: () => ({}),
  createTask: () => ({ body: { title: "Another" } }),
  quickAddTask: () => ({ body: { text: "Another tomorrow", timeZone: "UTC" } }),
  batchTasks: (id) => ({ body: { operations: [{ op: "update", id, task: { title: "Changed" } }] } }),
  listChanges: () => ({ query: "since=0" }),
  getTask: () => ({}),
  updateTask: () => ({ body: { title: "Changed" } }),
  replaceTask: () => ({ body: { title: "Changed" } }),
  deleteTask: () => ({}),
  completeTask: () => ({ body: { completed: true } }),
  restoreTask: () => ({}),
} satisfies Record<OperationName, (taskId: string) => Sample>;

export type Prepared = { method: string; url: string; options: CallOptions };

/** The sample call of a target. `changes` go over the sample's own parts. */
export function prepare(
  { name, isOlder }: Target,
  { userId, taskId }: { userId: string; taskId: string },
  { query, ...options }: CallOptions & { query?: string } = {},
): Prepared {
  const { method, path } = paths[name];
  const sample: Sample = samples[name](taskId);
  const parameters = query ?? sample.query;
  const base = path.replace("/api/", isOlder ? `/api/${userId}/` : "/api/").replace("{taskId}", taskId);
  const body = sample.body === undefined || options.raw !== undefined ? {} : { body: sample.body };
  return { method, url: parameters ? `${base}?${parameters}` : base, options: { ...body, ...options } };
}
