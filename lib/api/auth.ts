import { watchOutage } from "@/db/errors";
import { getAuth } from "@/lib/auth/server";
import { authBodyMaxBytes, nameMaxLength } from "@/lib/contract/limits";
import { line } from "@/lib/contract/scalars";
import { readBytes } from "./body";
import { ApiError } from "./problem";
import { everyMethod } from "./route";

/**
 * Better Auth's own answers, but for what it would get wrong: a body past 64 KiB is 413, text that PostgreSQL can't
 * store and a name without bounds are 422, `Retry-After` stands beside its `X-Retry-After`, and whenever the database
 * was unavailable underneath the answer is 503. By itself it says 401 on /token, 200 on /sign-out and 500 on /sign-in.
 */
export const authRoute = everyMethod(async (request, _params, requestId) => {
  const checked = await checkRequest(request);
  const { outcome, wasUnavailable } = await watchOutage(async () => (await getAuth()).handler(checked));
  if (wasUnavailable) throw new ApiError("unavailable");
  if (outcome.status === "rejected") throw outcome.reason;
  return complete(outcome.value, requestId);
});

/** The same request with its body read, within bounds and fit for the database. */
async function checkRequest(request: Request): Promise<Request> {
  if (/%00/.test(request.url)) throw new ApiError("malformed_request");
  if (!request.body || request.method === "GET" || request.method === "HEAD") return request;
  const bytes = await readBytes(request, authBodyMaxBytes);
  const text = new TextDecoder().decode(bytes);
  const body = parseJson(text);
  if (/\0|%00/.test(text) || hasUnstorableText(body))
    throw invalid("", "invalid_text", "must be well-formed Unicode without U+0000");
  if (
    typeof body === "object" &&
    body !== null &&
    "name" in body &&
    !line(nameMaxLength).safeParse(body.name).success
  ) {
    throw invalid("/name", "invalid_length", `must have 1 to ${nameMaxLength} characters on one line`);
  }
  const { url, method, headers } = request;
  return new Request(url, { method, headers: withoutLoneFetchMode(headers), body: text });
}

/**
 * Node's fetch says Sec-Fetch-Mode and nothing else, which Better Auth takes for a browser that hides its origin. A
 * browser always says Sec-Fetch-Site with it, and is judged by its origin.
 */
function withoutLoneFetchMode(given: Headers): Headers {
  if (given.has("sec-fetch-site") || given.has("cookie")) return given;
  const headers = new Headers(given);
  headers.delete("sec-fetch-mode");
  return headers;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hasUnstorableText(root: unknown): boolean {
  // A list and not recursion: a body of brackets alone is thousands deep.
  const values = [root];
  for (let value = values.pop(); value !== undefined; value = values.pop()) {
    if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed())) return true;
    if (typeof value === "object" && value !== null) values.push(...Object.keys(value), ...Object.values(value));
  }
  return false;
}

function invalid(pointer: string, code: string, message: string): ApiError {
  return new ApiError("validation_failed", { detail: message, errors: [{ pointer, code, message }] });
}

function complete(response: Response, requestId: string): Response {
  if (response.status >= 400 && !response.headers.has("content-type")) {
    // It found no such path, or has nothing to say about a failure.
    throw response.status < 500 ? new ApiError("not_found") : new Error("Better Auth failed");
  }
  const headers = new Headers(response.headers);
  headers.set("X-Request-Id", requestId);
  headers.set("X-Content-Type-Options", "nosniff");
  if (!headers.has("cache-control")) headers.set("Cache-Control", "private, no-store");
  const retryAfter = headers.get("x-retry-after");
  if (retryAfter) headers.set("Retry-After", retryAfter);
  return new Response(response.body, { status: response.status, headers });
}
