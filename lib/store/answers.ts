import { errorStatus } from "@/lib/contract/error-status";
import type { ErrorCode, Problem } from "@/lib/contract/errors";
import type { AnswerOf, BodyInputOf, QueryInputOf } from "@/lib/contract/operations";
import type { Deletion } from "@/lib/contract/queries";
import type { Task } from "@/lib/contract/task";

/** The operations that the store calls. */
export type CallName = keyof typeof shapes;

/** What a call sends: its path's id, its query and its body, as the operation takes them. */
export type CallInput<Name extends CallName> = {
  query?: QueryInputOf<Name>;
  body?: BodyInputOf<Name>;
  taskId?: string;
  ifRevision?: number;
  idempotencyKey?: string;
};

type Fields = Readonly<Record<string, unknown>>;
type Given = { status: number; headers: Headers; body: unknown };
/** What a call asked for, as far as its answer has to repeat it. */
type Asked = { taskId?: string; body?: unknown };

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

const taskTypes = {
  id: "string",
  title: "string",
  description: "string",
  completed: "boolean",
  completedAt: "string|null",
  priority: "string",
  dueDate: "string|null",
  dueTime: "string|null",
  position: "string",
  deletedAt: "string|null",
  revision: "number",
  createdAt: "string",
  updatedAt: "string",
} as const satisfies Record<keyof Task, string>;

const hasType = (value: unknown, types: string): boolean =>
  types.split("|").includes(value === null ? "null" : typeof value);

const isTask = (value: unknown): value is Task =>
  isFields(value) && Object.entries(taskTypes).every(([name, types]) => hasType(value[name], types));

const isDeletion = (value: unknown): value is Deletion =>
  isFields(value) && hasType(value.id, "string") && hasType(value.revision, "number");

const isTaskOf = ({ body }: Given, { taskId }: Asked): boolean => isTask(body) && body.id === taskId;

const isCreated = ({ body }: Given, { body: asked }: Asked): boolean =>
  isTask(body) && isFields(asked) && body.id === asked.id;

function isBatch({ body }: Given, { body: asked }: Asked): boolean {
  if (!isFields(body) || !isFields(asked)) return false;
  const [{ results }, { operations }] = [body, asked];
  if (!Array.isArray(results) || !Array.isArray(operations) || results.length !== operations.length) return false;
  const destroyed = new Set(operations.filter(({ op }) => op === "destroy").map(({ id }) => id));
  return results.every((result, index) => {
    const { id, task } = operations[index];
    return (isTask(result) || (isDeletion(result) && destroyed.has(result.id))) && result.id === (id ?? task.id);
  });
}

const isChanges = ({ body }: Given): boolean =>
  isFields(body) &&
  Array.isArray(body.items) &&
  body.items.every(isTask) &&
  Array.isArray(body.deleted) &&
  body.deleted.every(isDeletion) &&
  hasType(body.revision, "number") &&
  hasType(body.hasMore, "boolean");

// Without a body, the revision is what shows that it was the API that deleted.
const isDeleted = ({ status, headers }: Given): boolean =>
  status === 204 && /^(?:W\/)?"\d+"$/.test(headers.get("etag") ?? "");

/** How the API's own answers look. zod would weigh more than the rest of the store. */
const shapes = {
  listChanges: isChanges,
  getTask: isTaskOf,
  createTask: isCreated,
  updateTask: isTaskOf,
  deleteTask: isDeleted,
  restoreTask: isTaskOf,
  batchTasks: isBatch,
} as const satisfies Record<string, (given: Given, asked: Asked) => boolean>;

/** Whether a body is the API's answer to a call: a login page, or what a portal says, is none. */
export function isAnswer<Name extends CallName>(
  name: Name,
  asked: CallInput<Name>,
  { status, headers }: Response,
  body: unknown,
): body is AnswerOf<Name> {
  return shapes[name]({ status, headers, body }, asked);
}

/** The body of a response: undefined if it is empty or no JSON. Rejects where the connection broke. */
export async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const readMediaType = (headers: Headers): string | undefined =>
  headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();

const isCode = (value: unknown): value is ErrorCode => typeof value === "string" && Object.hasOwn(errorStatus, value);

/** The problem in a response if the API itself has written it; a proxy's refusal, whatever its words, says nothing of ours. */
export function readProblem({ status, headers }: Response, body: unknown): Problem | undefined {
  const isProblem = (value: unknown): value is Problem =>
    isFields(value) &&
    isCode(value.code) &&
    errorStatus[value.code] === status &&
    value.status === status &&
    hasType(value.requestId, "string") &&
    (value.errors === undefined || (Array.isArray(value.errors) && value.errors.every(isFields)));
  return readMediaType(headers) === "application/problem+json" && isProblem(body) ? body : undefined;
}

/** Whether a response says that there is no session: in the words of Better Auth, and in no others. */
export function isSessionOver({ status, headers }: Response, body: unknown): boolean {
  if (status !== 401 || readMediaType(headers) !== "application/json" || !isFields(body)) return false;
  return body.code === "UNAUTHORIZED" && body.message === "Unauthorized" && Object.keys(body).length === 2;
}
