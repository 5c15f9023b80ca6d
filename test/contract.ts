import { errorStatus } from "@/lib/contract/error-status";
import { type ErrorCode, errorTitle, problemSchema } from "@/lib/contract/errors";
import { listErrors, type Operation, operations } from "@/lib/contract/operations";
import { paths } from "@/lib/contract/paths";
import { type Target, targets } from "./operations";

type Answer = { status: number; headers: Headers; text: string };

const patterns = targets.map((target) => ({
  target,
  method: paths[target.name].method,
  pattern: new RegExp(
    `^${paths[target.name].path.replace("/api/", target.isOlder ? "/api/[^/]+/" : "/api/").replace("{taskId}", "[^/]+")}$`,
  ),
}));

/** The operation that a call is for, if the contract has one. */
function findTarget(method: string, url: string): Target | undefined {
  const path = url.split("?", 1)[0] ?? "";
  const found = patterns.filter((entry) => entry.method === method && entry.pattern.test(path));
  // `changes` and `batch` are no task ids.
  return (found.find(({ target }) => !paths[target.name].path.includes("{")) ?? found[0])?.target;
}

/** Every code that a call of the target may be answered with. */
export function errorsOf({ name, isOlder }: Target): ErrorCode[] {
  const operation: Operation = operations[name];
  return listErrors(operation, isOlder);
}

const requiredHeaders: Partial<Record<ErrorCode, Record<string, RegExp>>> = {
  unauthenticated: { "www-authenticate": /^Bearer realm="tend"$/ },
  token_expired: { "www-authenticate": /^Bearer realm="tend", error="invalid_token", error_description="[^"]+"$/ },
  token_invalid: { "www-authenticate": /^Bearer realm="tend", error="invalid_token", error_description="[^"]+"$/ },
  method_not_allowed: { allow: /^[A-Z]+(, [A-Z]+)*$/ },
  too_large: { connection: /^close$/ },
  rate_limited: {
    "retry-after": /^[1-9]\d*$/,
    ratelimit: /^"(?:requests|waiting)";r=0;t=[1-9]\d*$/,
    "ratelimit-policy": /^"(?:requests";q=\d+;w=60|waiting";q=\d+)$/,
  },
  unavailable: { "retry-after": /^[1-9]\d*$/ },
};

/** Whether a Server-Timing names the parts of an answer's time, and they are no more than the whole. */
export function isTiming(header: string): boolean {
  const [, auth, db, total] = /^auth;dur=([\d.]+), db;dur=([\d.]+), total;dur=([\d.]+)$/.exec(header) ?? [];
  const hundredths = (text: string | undefined) => Math.round(Number(text) * 100);
  return hundredths(auth) + hundredths(db) <= hundredths(total);
}

/** What every answer of the task API has, whatever was asked. Returns what is missing or wrong. */
export function findBreaches(method: string, url: string, answer: Answer): string[] {
  if (/^\/api\/auth\//.test(url)) return [];
  const breaches: string[] = [];
  const assert = (isRight: boolean, what: string) => {
    if (!isRight) breaches.push(what);
  };
  const header = (name: string) => answer.headers.get(name) ?? "";
  assert(/^[A-Za-z0-9._:-]{1,128}$/.test(header("x-request-id")), "X-Request-Id");
  assert(isTiming(header("server-timing")), `Server-Timing: ${header("server-timing")}`);
  assert(header("access-control-allow-origin") === "*", "Access-Control-Allow-Origin");
  assert(!answer.headers.has("access-control-allow-credentials"), "credentials are allowed");
  assert(!answer.headers.has("set-cookie"), "a cookie is set");
  const isCacheable = url.startsWith("/api/openapi.json") && answer.status === 200;
  if (!isCacheable) assert(header("cache-control") === "private, no-store", "Cache-Control");
  if (method === "HEAD" || answer.status === 304) {
    assert(answer.text === "", `a body to ${method} ${answer.status}`);
    return breaches;
  }
  return answer.status < 400 ? breaches : [...breaches, ...findProblemBreaches(method, url, answer)];
}

function findProblemBreaches(method: string, url: string, answer: Answer): string[] {
  if (answer.headers.get("content-type") !== "application/problem+json")
    return ["an error that is no application/problem+json"];
  const parsed = problemSchema.safeParse(JSON.parse(answer.text));
  if (!parsed.success) return [`no problem: ${parsed.error.message}`];
  const problem = parsed.data;
  const code = problem.code as ErrorCode; // the schema's enum is made of its keys
  const breaches: string[] = [];
  if (problem.status !== answer.status || errorStatus[code] !== answer.status)
    breaches.push(`${code} as ${answer.status}`);
  if (problem.title !== errorTitle[code]) breaches.push("title");
  if (problem.type !== `/docs/errors#${code}`) breaches.push("type");
  if (problem.requestId !== answer.headers.get("x-request-id")) breaches.push("requestId is not X-Request-Id");
  if (answer.status >= 500 && (problem.detail !== undefined || problem.errors)) breaches.push("a 5xx with details");
  for (const [name, pattern] of Object.entries(requiredHeaders[code] ?? {})) {
    if (!pattern.test(answer.headers.get(name) ?? "")) breaches.push(`${name}: ${answer.headers.get(name)}`);
  }
  const target = findTarget(method, url);
  if (target && !errorsOf(target).includes(code)) breaches.push(`${target.name} does not declare ${code}`);
  // A batch has no one task whose tag could be current.
  const hasTag = target?.name !== "batchTasks";
  if (code === "precondition_failed" && hasTag && !/^"\d+"$/.test(answer.headers.get("etag") ?? ""))
    breaches.push("412 without the current ETag");
  return breaches;
}
