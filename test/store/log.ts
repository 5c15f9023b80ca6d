import type { Task } from "@/lib/contract/task";
import type { CallAnswer } from "@/test/api";

/** The fields whose fate is followed. `trashed` and `exists` stand for where the task is. */
export const followedFields = [
  "title",
  "description",
  "completed",
  "priority",
  "dueDate",
  "dueTime",
  "position",
  "trashed",
  "exists",
] as const;
export type Followed = (typeof followedFields)[number];
type Value = string | boolean | null;

type Entry = { device: string; taskId: string; field: Followed; value: Value };

/** A field that a person changed, on the screen. It counts once the device has stored it, in that order. */
export type Intent = Entry & { at: number; readStoredAt: () => number | undefined };

type Operation = { op: string; id?: string; completed?: boolean; task?: Record<string, Value> };

/** Every write that the server has done, in its order, and what became of everything that people wanted. */
export class ServerLog {
  readonly entries: Entry[] = [];
  readonly intents: Intent[] = [];
  readonly surfaced: Entry[] = [];

  /** Notes what an executed request has written. */
  record(device: string, method: string, url: string, body: unknown, answer: CallAnswer): void {
    const isGone = method === "DELETE" && answer.status === 404;
    if (method === "GET" || (answer.status >= 300 && !isGone)) return;
    if (answer.headers.get("idempotency-replayed") === "true") return;
    const [path = "", query = ""] = url.split("?");
    const [taskId = "", action] = path.slice("/api/tasks/".length).split("/");
    const given = typeof body === "string" ? JSON.parse(body) : undefined;
    const write = (id: string, values: Record<string, Value>) => this.#write(device, id, values);
    if (taskId === "batch") for (const operation of given.operations) this.#recordOperation(device, operation);
    else if (method === "POST" && path === "/api/tasks")
      write(given.id ?? (answer.json as Task).id, { ...given, exists: true, trashed: false }); // 201
    else if (method === "POST" && action === "restore") write(taskId, { trashed: false });
    else if (method === "DELETE") write(taskId, query || isGone ? { exists: false, trashed: true } : { trashed: true });
    else write(taskId, given);
  }

  /** Notes a task that was there before anybody wrote. */
  seed(task: Task): void {
    const { title, description, completed, priority, dueDate, dueTime, position } = task;
    const fields = { title, description, completed, priority, dueDate, dueTime, position };
    this.#write("nobody", task.id, { ...fields, exists: true, trashed: false });
  }

  #recordOperation(device: string, { op, id = "", completed = true, task = {} }: Operation): void {
    if (op === "create") this.#write(device, String(task.id), { ...task, exists: true, trashed: false });
    else if (op === "update") this.#write(device, id, task);
    else if (op === "destroy") this.#write(device, id, { exists: false, trashed: true });
    else if (op === "complete") this.#write(device, id, { completed });
    else this.#write(device, id, { trashed: op === "delete" });
  }

  #write(device: string, taskId: string, values: Record<string, Value>): void {
    for (const field of followedFields) {
      const value = values[field];
      if (value !== undefined) this.entries.push({ device, taskId, field, value });
    }
  }

  /** Notes what an action has changed on the screen. */
  intend(
    device: string,
    [before, after]: readonly [ReadonlyMap<string, Task>, ReadonlyMap<string, Task>],
    readStoredAt: () => number | undefined,
  ): void {
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const [old, next] = [before.get(id), after.get(id)];
      for (const field of followedFields) {
        const value = readField(next, field);
        if (value !== undefined && value !== readField(old, field))
          this.intents.push({ device, taskId: id, field, value, at: this.entries.length, readStoredAt });
      }
    }
  }

  /** Notes what a person was told could not be done, or was asked about. */
  surface(device: string, taskId: string, field: Followed, value: Value): void {
    this.surfaced.push({ device, taskId, field, value });
  }

  /** Intents that were neither written, nor replaced by a later one of the same device, nor brought before the person. */
  findLost(): Intent[] {
    const stored = this.intents
      .filter(({ readStoredAt }) => readStoredAt() !== undefined)
      .sort((one, other) => Number(one.readStoredAt()) - Number(other.readStoredAt()));
    return stored.filter((intent, index) => !this.#isKept(intent, stored.slice(index + 1)));
  }

  #isKept(intent: Intent, later: readonly Intent[]): boolean {
    const isSame = (other: Entry) =>
      other.device === intent.device && other.taskId === intent.taskId && other.field === intent.field;
    const isWritten = this.entries.slice(intent.at).some((entry) => isSame(entry) && entry.value === intent.value);
    if (isWritten || this.surfaced.some((entry) => isSame(entry) && entry.value === intent.value)) return true;
    if (this.#isAsItWas(intent)) return true;
    // What replaces it is followed itself.
    return later.some(
      ({ device, taskId, field, value }) =>
        device === intent.device &&
        taskId === intent.taskId &&
        (unitOf(field) === unitOf(intent.field) || (field === "exists" && value === false)),
    );
  }

  /** Text that the server had already, or a task that it never had: there was nothing to do. */
  #isAsItWas({ taskId, field, value, at }: Intent): boolean {
    const isKnown = (entry: Entry) => entry.taskId === taskId && entry.field === field;
    const known = this.entries.filter(isKnown);
    if (field === "title" || field === "description") return known.some((entry) => entry.value === value);
    if (field !== "exists" || value) return false;
    // Gone in the end, or gone then or since, whoever has made it again.
    const then = this.entries.slice(0, at).findLast(isKnown);
    const isGone = (entry: Entry | undefined) => entry?.value === false;
    return known.at(-1)?.value !== true || isGone(then) || this.entries.slice(at).filter(isKnown).some(isGone);
  }

  /** Fields of the server's tasks that are not what was written last. */
  findUnexplained(tasks: readonly Task[]): string[] {
    const last = new Map(this.entries.map((entry) => [`${entry.taskId} ${entry.field}`, entry.value]));
    return tasks.flatMap((task) =>
      followedFields
        .filter((field) => {
          const value = last.get(`${task.id} ${field}`);
          return value !== undefined && value !== readField(task, field);
        })
        .map((field) => `${task.id} ${field}`),
    );
  }
}

/** Date and time travel together. */
const unitOf = (field: Followed): string => (field === "dueTime" ? "dueDate" : field);

function readField(task: Task | undefined, field: Followed): Value | undefined {
  if (field === "exists") return task !== undefined;
  if (!task) return undefined;
  return field === "trashed" ? task.deletedAt !== null : task[field];
}
