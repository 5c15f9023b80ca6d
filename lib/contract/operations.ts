import { z } from "zod";
import type { ErrorCode } from "./errors";
import { batchBodyMaxBytes, batchMaxOperations, bodyMaxBytes } from "./limits";
import type { OperationName } from "./paths";
import {
  batchResultSchema,
  batchSchema,
  changesQuerySchema,
  changesSchema,
  deleteQuerySchema,
  listQuerySchema,
  taskPageSchema,
} from "./queries";
import { quickAddResultSchema, quickAddSchema } from "./quick-add";
import { completionSchema, taskCreateSchema, taskPatchSchema, taskReplaceSchema, taskSchema } from "./task";

/** What an operation takes and answers. Handlers, the browser's client and the OpenAPI document come from it. */
export type Operation = {
  summary: string;
  /** Anyone may call it: it takes no token, and no limit of a person's counts it. */
  isPublic?: true;
  /** The query; without one, any query parameter is refused. */
  query?: z.ZodType;
  /** The body; without one, as with GET, there is none that a handler could see. */
  body?: { schema: z.ZodType; maxBytes: number; mergePatch?: true; optional?: true };
  /** `accepts`: it changes one task, so a precondition means something. `refuses`: there is none to compare with. */
  ifMatch?: "accepts" | "refuses";
  ifNoneMatch?: true;
  idempotencyKey?: true;
  success: {
    status: 200 | 201 | 204;
    schema?: z.ZodType;
    etag?: true;
    location?: true;
    link?: true;
    /** The status of the same answer, without its headers, when the body asked that nothing be done. */
    dryRunStatus?: 200;
  };
  /** The codes beyond those that every operation may answer. */
  errors: readonly ErrorCode[];
};

/** Of an operation that takes nothing in its body: what is there all the same is judged as any other. */
const nothing = { schema: z.strictObject({}), maxBytes: bodyMaxBytes, optional: true } as const;
const task = { status: 200, schema: taskSchema, etag: true } as const;
const change = ["not_found", "precondition_failed"] as const;

export const operations = {
  listTasks: {
    summary: "List tasks",
    query: listQuerySchema,
    success: { status: 200, schema: taskPageSchema, link: true },
    errors: ["invalid_cursor"],
  },
  createTask: {
    summary: "Create a task",
    body: { schema: taskCreateSchema, maxBytes: bodyMaxBytes },
    ifMatch: "refuses",
    idempotencyKey: true,
    success: { status: 201, schema: taskSchema, etag: true, location: true },
    errors: ["already_exists", "idempotency_key_reused", "too_many"],
  },
  quickAddTask: {
    summary: "Create a task from a line of text",
    body: { schema: quickAddSchema, maxBytes: bodyMaxBytes },
    ifMatch: "refuses",
    idempotencyKey: true,
    success: { status: 201, schema: quickAddResultSchema, etag: true, location: true, dryRunStatus: 200 },
    errors: ["idempotency_key_reused", "too_many"],
  },
  batchTasks: {
    summary: `Apply up to ${batchMaxOperations} operations, all or nothing, in order`,
    body: { schema: batchSchema, maxBytes: batchBodyMaxBytes },
    ifMatch: "refuses",
    idempotencyKey: true,
    success: { status: 200, schema: batchResultSchema },
    errors: [...change, "already_exists", "in_trash", "idempotency_key_reused", "too_many"],
  },
  listChanges: {
    summary: "Follow what has changed since a revision",
    query: changesQuerySchema,
    success: { status: 200, schema: changesSchema },
    errors: ["resync_required"],
  },
  getTask: { summary: "Read a task", ifNoneMatch: true, success: task, errors: ["not_found"] },
  updateTask: {
    summary: "Change the fields that are named",
    body: { schema: taskPatchSchema, maxBytes: bodyMaxBytes, mergePatch: true },
    ifMatch: "accepts",
    success: task,
    errors: [...change, "in_trash", "too_many"],
  },
  replaceTask: {
    summary: "Replace every writable field",
    body: { schema: taskReplaceSchema, maxBytes: bodyMaxBytes },
    ifMatch: "accepts",
    success: task,
    errors: [...change, "in_trash", "too_many"],
  },
  deleteTask: {
    summary: "Move a task to the trash, or delete it for good",
    query: deleteQuerySchema,
    body: nothing,
    ifMatch: "accepts",
    success: { status: 204, etag: true },
    errors: change,
  },
  completeTask: {
    summary: "Complete a task, or make it pending again",
    body: { schema: completionSchema, maxBytes: bodyMaxBytes, optional: true },
    ifMatch: "accepts",
    success: task,
    errors: [...change, "in_trash"],
  },
  restoreTask: {
    summary: "Take a task out of the trash",
    body: nothing,
    ifMatch: "accepts",
    success: task,
    errors: change,
  },
} as const satisfies Record<OperationName, Operation>;

const isWell = { status: 200, schema: z.strictObject({ status: z.literal("ok") }) } as const;

/** What anyone may read, with its path: nothing here is about a person, so these are apart from the others. */
export const publicOperations = {
  getHealth: {
    path: "/api/health",
    summary: "Ask whether the process is up",
    isPublic: true,
    success: isWell,
    errors: [],
  },
  getReadiness: {
    path: "/api/ready",
    summary: "Ask whether the database answers",
    isPublic: true,
    success: isWell,
    errors: ["unavailable"],
  },
  getOpenApi: {
    path: "/api/openapi.json",
    summary: "Read this document",
    isPublic: true,
    success: { status: 200, schema: z.record(z.string(), z.unknown()) },
    errors: [],
  },
} as const satisfies Record<string, Operation & { path: string; isPublic: true }>;

type PublicOperations = typeof publicOperations;
/** The body of each public answer. */
export type PublicAnswers = {
  [Name in keyof PublicOperations]: z.output<PublicOperations[Name]["success"]["schema"]>;
};

const everywhere: ErrorCode[] = ["method_not_allowed", "validation_failed", "internal"];
const withToken: ErrorCode[] = ["unauthenticated", "token_expired", "token_invalid", "rate_limited", "unavailable"];
const withBody: ErrorCode[] = ["malformed_json", "too_large", "unsupported_media_type"];
const withHeader: ErrorCode[] = ["malformed_request"];

/** Every code that an operation may answer. */
export function listErrors(operation: Operation, isOlderPath = false): ErrorCode[] {
  const takesHeader = operation.ifMatch === "accepts" || operation.ifNoneMatch || operation.idempotencyKey;
  return [
    ...everywhere,
    ...(operation.isPublic ? [] : withToken),
    ...(operation.body ? withBody : []),
    ...(takesHeader ? withHeader : []),
    ...(isOlderPath ? (["forbidden"] as const) : []),
    ...operation.errors,
  ];
}

type Spec<Name extends OperationName> = (typeof operations)[Name];

/** The parsed query of an operation. */
export type QueryOf<Name extends OperationName> =
  Spec<Name> extends { query: infer S extends z.ZodType } ? z.output<S> : undefined;
/** The query as a caller writes it. */
export type QueryInputOf<Name extends OperationName> =
  Spec<Name> extends { query: infer S extends z.ZodType } ? z.input<S> : undefined;
/** The parsed body of an operation. */
export type BodyOf<Name extends OperationName> =
  Spec<Name> extends { body: { schema: infer S extends z.ZodType } } ? z.output<S> : undefined;
/** The body as a caller writes it. */
export type BodyInputOf<Name extends OperationName> =
  Spec<Name> extends { body: { schema: infer S extends z.ZodType } } ? z.input<S> : undefined;
/** The answer's body. */
export type AnswerOf<Name extends OperationName> =
  Spec<Name> extends { success: { schema: infer S extends z.ZodType } } ? z.output<S> : undefined;
