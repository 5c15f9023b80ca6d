import { hash } from "node:crypto";
import type { Idempotency } from "@/db/task-create";
import { type AnswerOf, type BodyOf, type Operation, operations, type QueryOf } from "@/lib/contract/operations";
import { type OperationName, paths } from "@/lib/contract/paths";
import { uuid } from "@/lib/contract/scalars";
import type { Task } from "@/lib/contract/task";
import type { Answer } from "./answer";
import { readJson } from "./body";
import { parseIdempotencyKey, parseIfMatch, parseIfNoneMatch } from "./preconditions";
import { ApiError } from "./problem";
import type { Params } from "./route";
import { noQuery, readQuery, validate, validationFailed } from "./validation";

/** What a handler gets: everything is checked, and the owner is the token's. */
type Input<Name extends OperationName> = {
  owner: string;
  /** The id in the path; empty where the path has none. */
  taskId: string;
  query: QueryOf<Name>;
  body: BodyOf<Name>;
  /** The revisions that If-Match allows; null for any. */
  ifRevision: number[] | null;
  /** Whether If-None-Match names a revision. */
  isKnown: (revision: number) => boolean;
  idempotency: Idempotency | undefined;
};

/** What a handler answers. The status is the operation's, unless it is 304, or 200 for a dry run. */
type Output<Name extends OperationName> = {
  body?: AnswerOf<Name>;
  status?: 200 | 304;
  headers?: Record<string, string>;
};

export type Handler = {
  method: string;
  path: string;
  run(request: Request, params: Params, owner: string): Promise<Answer>;
};

/** Binds a handler to its operation: the contract judges body, query and headers before it runs, in this order. */
export function handle<Name extends OperationName>(
  name: Name,
  run: (input: Input<Name>) => Promise<Output<Name>>,
): Handler {
  const operation: Operation = operations[name];
  return {
    method: paths[name].method,
    path: paths[name].path,
    async run(request, params, owner) {
      const { headers } = request;
      const given = operation.body && (await readJson(request, operation.body));
      const key = operation.idempotencyKey && parseIdempotencyKey(headers);
      const ifRevision = operation.ifMatch === "accepts" ? parseIfMatch(headers) : null;
      const isKnown = operation.ifNoneMatch ? parseIfNoneMatch(headers) : () => false;
      const { query, body } = validateRequest(operation, request, given);
      // From here on the row is needed, and an id that no row can have is one that is not there.
      const taskId = params.taskId === undefined ? "" : uuid.safeParse(params.taskId).data;
      if (taskId === undefined) throw new ApiError("not_found");
      const idempotency = key ? { key, hash: hashRequest(name, body) } : undefined;
      // Query and body are parsed by this operation's own schemas.
      const input = { owner, taskId, query, body, ifRevision, isKnown, idempotency } as Input<Name>;
      const output = await run(input);
      return { status: output.status ?? operation.success.status, body: output.body, headers: output.headers ?? {} };
    },
  };
}

/** Judges query and body together, so that the caller hears of every mistake at once. */
function validateRequest(
  operation: Operation,
  { url, headers }: Request,
  given: unknown,
): { query: unknown; body: unknown } {
  const { body: expected, ifMatch } = operation;
  const query = validate(operation.query ?? noQuery, readQuery(url));
  const whole = given === undefined && expected?.optional ? {} : given;
  const body = expected ? validate(expected.schema, whole) : { data: undefined };
  const errors = [...(query.errors ?? []), ...(body.errors ?? [])];
  if (ifMatch === "refuses" && headers.has("if-match")) {
    errors.push({ pointer: "", code: "no_precondition", message: "If-Match has nothing to compare with here" });
  }
  if (errors.length > 0) throw validationFailed(errors);
  return { query: query.data, body: body.data };
}

function hashRequest(name: OperationName, body: unknown): string {
  return hash("sha256", JSON.stringify([name, body]), "hex");
}

/** The answer that is a task: its revision is its entity tag. */
export function answerTask(
  task: Task,
  headers: Record<string, string> = {},
): { body: Task; headers: Record<string, string> } {
  return { body: task, headers: { ETag: `"${task.revision}"`, ...headers } };
}
