import { randomUUID } from "node:crypto";
import { getAuth } from "@/lib/auth/server";
import type { Problem } from "@/lib/contract/errors";
import type { Changes, TaskPage } from "@/lib/contract/queries";
import type { Task } from "@/lib/contract/task";
import { findBreaches } from "./contract";
import { insertUser } from "./database";
import { findViolations } from "./openapi";

type Context = { params: Promise<Record<string, string | string[]>> };
type RouteModule = Record<string, (request: Request, context: Context) => Promise<Response>>;

const modules = import.meta.glob<RouteModule>("/app/api/**/route.ts");

// Static before dynamic before catch-all, segment by segment, as Next sorts them.
const rank = (segment: string) => (segment.startsWith("[...") ? 2 : segment.startsWith("[") ? 1 : 0);
const routes = Object.entries(modules)
  .map(([file, load]) => ({ segments: file.slice("/app/".length, -"/route.ts".length).split("/"), load }))
  .sort(({ segments: one }, { segments: other }) => {
    const at = one.findIndex((segment, index) => rank(segment) !== rank(other[index] ?? ""));
    return at === -1 ? other.length - one.length : rank(one[at] ?? "") - rank(other[at] ?? "");
  });

function match(segments: string[], path: string[]): Record<string, string | string[]> | undefined {
  const params: Record<string, string | string[]> = {};
  for (const [index, segment] of segments.entries()) {
    const name = segment.replace(/^\[(?:\.{3})?|\]$/g, "");
    if (rank(segment) === 2) return { ...params, [name]: path.slice(index) };
    const given = path[index];
    if (given === undefined || (rank(segment) === 0 && segment !== given)) return undefined;
    if (rank(segment) === 1) params[name] = given;
  }
  return segments.length === path.length ? params : undefined;
}

export type CallOptions = {
  token?: string | undefined;
  body?: unknown;
  /** A body as it is, instead of `body` as JSON. */
  raw?: BodyInit;
  headers?: Record<string, string>;
};

/** An answer; `json` is its body where that is JSON. */
export type CallAnswer = { status: number; headers: Headers; text: string; json: unknown };

/** Says what HTTP says of a body: how long it is, or that it comes in pieces. */
function announceBody(headers: Headers, content: BodyInit | undefined): void {
  if (content === undefined || headers.has("content-length")) return;
  if (content instanceof ReadableStream) headers.set("transfer-encoding", "chunked");
  else headers.set("content-length", String(new Blob([content as BlobPart]).size)); // text or bytes, in tests
}

/**
 * Calls the exported handler of a path, as the front doors do. Every answer is checked against the OpenAPI document and
 * against what the contract says of all answers.
 */
export async function call(
  method: string,
  url: string,
  { token, body, raw, headers = {} }: CallOptions = {},
): Promise<CallAnswer> {
  const path = (url.split("?", 1)[0] ?? "").slice(1).split("/").map(decodeURIComponent);
  for (const { segments, load } of routes) {
    const params = match(segments, path);
    if (!params) continue;
    const all = new Headers(headers);
    if (token !== undefined) all.set("authorization", `Bearer ${token}`);
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    announceBody(all, content);
    if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
    const init = { method, headers: all, ...(content === undefined ? {} : { body: content, duplex: "half" }) };
    const handler = (await load())[method];
    if (!handler) throw new Error(`${segments.join("/")} has no ${method}`);
    const response = await handler(new Request(`http://localhost:3000${url}`, init), {
      params: Promise.resolve(params),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
    const breaches = [...findViolations(method, url, answer), ...findBreaches(method, url, answer)];
    if (breaches.length > 0)
      throw new Error(`${method} ${url} → ${answer.status} breaks the contract: ${breaches.join("; ")}`);
    return answer;
  }
  throw new Error(`no route for ${url}`);
}

/** A person with a token, and calls in his name. */
export type Person = {
  id: string;
  token: string;
  call: (method: string, url: string, options?: CallOptions) => Promise<CallAnswer>;
};

export async function createPerson(): Promise<Person> {
  const id = await insertUser();
  const token = await signToken({ sub: id });
  return { id, token, call: (method, url, options) => call(method, url, { token, ...options }) };
}

/** A token that this deployment signs, with the claims that are given over its usual ones. */
export async function signToken(payload: Record<string, unknown>): Promise<string> {
  const auth = await getAuth();
  const { token } = await auth.api.signJWT({ body: { payload: { iat: Math.floor(Date.now() / 1000), ...payload } } });
  return token;
}

/** The task in an answer. */
export function taskOf(answer: CallAnswer): Task {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as Task; // checked against the OpenAPI document
}

/** The code of a problem. */
export function codeOf(answer: CallAnswer): string | undefined {
  return (answer.json as Problem | undefined)?.code; // checked against the OpenAPI document
}

/** Pointer and code of every field error of a problem. */
export function fieldErrorsOf(answer: CallAnswer): [pointer: string, code: string][] {
  const { errors = [] } = (answer.json ?? {}) as Partial<Problem>; // checked against the OpenAPI document
  return errors.map(({ pointer, code }) => [pointer, code]);
}

/** The page of a list in an answer. */
export function pageOf(answer: CallAnswer): TaskPage {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as TaskPage; // checked against the OpenAPI document
}

/** The changes in an answer. */
export function changesOf(answer: CallAnswer): Changes {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as Changes; // checked against the OpenAPI document
}

/** Every task of a list, page by page. */
export async function listAll(person: Person, query = "", limit = 200): Promise<Task[]> {
  const items: Task[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more: string = cursor && `&cursor=${cursor}`;
    const page = pageOf(await person.call("GET", `/api/tasks?limit=${limit}${query && `&${query}`}${more}`));
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** Creates a task and returns it. */
export async function createTask(person: Person, fields: Record<string, unknown> = {}): Promise<Task> {
  return taskOf(await person.call("POST", "/api/tasks", { body: { title: `Task ${randomUUID()}`, ...fields } }));
}
