import { z } from "zod";
import { authErrorSchema, tokenSchema } from "@/lib/contract/auth";
import { errorStatus } from "@/lib/contract/error-status";
import { type ErrorCode, errorTitle, problemSchema } from "@/lib/contract/errors";
import { listErrors, type Operation, operations, publicOperations } from "@/lib/contract/operations";
import { type OperationName, olderPathOperations, paths, toOlderPath } from "@/lib/contract/paths";
import { once } from "@/lib/once";

type Json = Record<string, unknown>;

function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });
  return JSON.parse(JSON.stringify(json).replaceAll("#/$defs/", "#/components/schemas/"));
}

/** A schema whose named parts are references to components, which are added. */
function reference(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $defs = {}, ...json } = toSchema(schema, io);
  Object.assign(components, $defs);
  return json;
}

const header = (description: string, schema: Json = { type: "string" }) => ({ description, schema });

const etag = header("The task's revision, quoted", { type: "string", examples: ['"42"'] });
const retryAfter = header("Seconds to wait", { type: "integer", minimum: 1 });

/** What an error says beside its body. A batch has no one task whose tag could be current. */
const errorHeaders = (hasTag: boolean): Record<number, Json> => ({
  401: { "WWW-Authenticate": header("RFC 6750: why the token was refused, if one was sent") },
  405: { Allow: header("The methods that the path takes") },
  ...(hasTag ? { 412: { ETag: etag } } : {}),
  429: {
    "Retry-After": retryAfter,
    RateLimit: header("What is left, and for how many seconds"),
    "RateLimit-Policy": header("Requests per window of seconds"),
  },
  503: { "Retry-After": retryAfter },
});

function describeErrors(errors: readonly ErrorCode[], hasTag: boolean): Json {
  const statuses = new Set(errors.map((code) => errorStatus[code]));
  const headers = errorHeaders(hasTag);
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      {
        description: errors
          .filter((code) => errorStatus[code] === status)
          .map((code) => `\`${code}\`: ${errorTitle[code]}`)
          .join("; "),
        ...(headers[status] ? { headers: headers[status] } : {}),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function describeSuccess({ success, idempotencyKey, ifNoneMatch }: Operation, components: Json): Json {
  const headers = {
    ...(success.etag ? { ETag: etag } : {}),
    ...(success.location ? { Location: header("Path of the new task") } : {}),
    ...(success.link ? { Link: header("Path of the next page, rel=next") } : {}),
    ...(idempotencyKey ? { "Idempotency-Replayed": header("`true` if the answer was given before") } : {}),
  };
  const content = success.schema && { "application/json": { schema: reference(success.schema, "output", components) } };
  const answer = { description: success.status === 204 ? "Done" : "Success", headers, ...(content ? { content } : {}) };
  const notModified = ifNoneMatch ? { 304: { description: "Not modified", headers: { ETag: etag } } } : {};
  const dryRun = success.dryRunStatus && {
    [success.dryRunStatus]: {
      description: "Nothing was done, as was asked",
      headers: {},
      ...(content ? { content } : {}),
    },
  };
  return { [success.status]: answer, ...dryRun, ...notModified };
}

function describeQuery(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties, required } = toSchema(query, "input");
  const parsed = toSchema(query, "output").properties ?? {};
  const names = Array.isArray(required) ? required : [];
  return Object.entries(properties ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: names.includes(name),
    schema: describeParameter(schema, Reflect.get(parsed, name)),
  }));
}

/** A parameter as what its text stands for: a number or a flag, and its default. */
function describeParameter(schema: Json, parsed: Json | undefined): Json {
  const { enum: words, pattern, ...rest } = schema;
  const isText = schema.type === "string";
  return {
    ...rest,
    ...(isText && words ? { enum: words } : {}),
    ...(isText && pattern ? { pattern } : {}),
    ...(parsed && "default" in parsed ? { default: parsed.default } : {}),
  };
}

const optionalHeader = (name: string, description: string): Json => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string" },
});

function describeParameters(path: string, operation: Operation): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));
  return [
    ...inPath,
    ...describeQuery(operation.query),
    ...(operation.ifMatch === "accepts"
      ? [optionalHeader("If-Match", "Refuse with 412 unless the task is at this revision")]
      : []),
    ...(operation.ifNoneMatch
      ? [optionalHeader("If-None-Match", "Answer 304 if the task is still at this revision")]
      : []),
    ...(operation.idempotencyKey
      ? [optionalHeader("Idempotency-Key", "The same key within 24 h replays the first answer")]
      : []),
  ];
}

function describeBody({ body }: Operation, components: Json): Json {
  if (!body) return {};
  const media = { schema: reference(body.schema, "input", components) };
  const content = { "application/json": media, ...(body.mergePatch ? { "application/merge-patch+json": media } : {}) };
  return { requestBody: { required: !body.optional, content } };
}

type Place = { name: string; path: string; isOlderPath: boolean };

function describeOperation(operation: Operation, { name, path, isOlderPath }: Place, components: Json): Json {
  return {
    operationId: isOlderPath ? `${name}OfUser` : name,
    summary: operation.summary,
    ...(isOlderPath ? { deprecated: true } : {}),
    ...(operation.isPublic ? { tags: ["Service"], security: [] } : { tags: ["Tasks"] }),
    parameters: describeParameters(path, operation),
    ...describeBody(operation, components),
    responses: {
      ...describeSuccess(operation, components),
      ...describeErrors(listErrors(operation, isOlderPath), Boolean(operation.success.etag)),
    },
  };
}

/** Better Auth's call that gives a token. Its own refusals have its own shape. */
function describeToken(components: Json): Json {
  const toContent = (schema: z.ZodType) => ({
    content: { "application/json": { schema: reference(schema, "output", components) } },
  });
  return {
    operationId: "getToken",
    summary: "Take a token for the session",
    tags: ["Signing in"],
    security: [{ cookie: [] }, { session: [] }],
    responses: {
      200: { description: "Success", ...toContent(tokenSchema) },
      401: { description: "There is no session, or it has ended", ...toContent(authErrorSchema) },
      429: {
        description: errorTitle.rate_limited,
        headers: { "Retry-After": retryAfter },
        ...toContent(authErrorSchema),
      },
      ...describeErrors(["method_not_allowed", "internal", "unavailable"], false),
    },
  };
}

/** The OpenAPI 3.1 document, made of the operations, once. */
export const getOpenApi = once("openapi", (): Json => {
  const components: Json = {};
  reference(problemSchema, "output", components);
  const byPath: Record<string, Json> = {};
  const add = (name: OperationName, path: string, isOlderPath: boolean) => {
    byPath[path] = {
      ...byPath[path],
      [paths[name].method.toLowerCase()]: describeOperation(operations[name], { name, path, isOlderPath }, components),
    };
  };
  const names = Object.keys(operations) as OperationName[]; // `operations` has these keys and no other
  for (const name of names) add(name, paths[name].path, false);
  for (const name of olderPathOperations) add(name, toOlderPath(paths[name].path), true);
  byPath["/api/auth/token"] = { get: describeToken(components) };
  for (const [name, operation] of Object.entries(publicOperations)) {
    const place = { name, path: operation.path, isOlderPath: false };
    byPath[operation.path] = { get: describeOperation(operation, place, components) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Tend",
      version: "1.0.0",
      summary: "Tasks of the person that the token speaks for",
      description: "Sign in at `/api/auth`, take a JWT at `/api/auth/token`, and send it as a bearer token.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: [
      { name: "Tasks", description: "What there is to do, its trash, and what has changed" },
      { name: "Signing in", description: "From a session to a token" },
      { name: "Service", description: "How Tend is, and what it takes" },
    ],
    paths: byPath,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "EdDSA, 15 minutes" },
        session: { type: "http", scheme: "bearer", description: "The `set-auth-token` of signing in" },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "better-auth.session_token",
          description: "A browser's; over HTTPS its name begins with `__Secure-`",
        },
      },
      schemas: components,
    },
  };
});
