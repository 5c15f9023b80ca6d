import { isDatabaseError, type Refusal } from "@/db/errors";
import { waitingMax } from "@/db/turns";
import { errorStatus } from "@/lib/contract/error-status";
import { type ErrorCode, errorTitle, type FieldError, type Problem } from "@/lib/contract/errors";
import { logError, logNowAndThen } from "@/lib/log";
import type { Answer } from "./answer";

const retryAfterSeconds = 1;

/** What a handler throws to answer with a problem. `detail` and `errors` are for the caller to read. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    code: ErrorCode,
    { detail, errors, headers = {} }: { detail?: string; errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.headers = { ...defaultHeaders(code), ...headers };
  }
}

/**
 * An answer that too much was asked of a policy.
 * Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 * @param quota how much of it there is, in a window of `windowSeconds` if it has one
 * @param seconds until there is some again
 */
export function rateLimited(policy: string, quota: number, seconds: number, windowSeconds?: number): ApiError {
  return new ApiError("rate_limited", {
    headers: {
      "Retry-After": String(seconds),
      RateLimit: `"${policy}";r=0;t=${seconds}`,
      "RateLimit-Policy": `"${policy}";q=${quota}${windowSeconds === undefined ? "" : `;w=${windowSeconds}`}`,
    },
  });
}

/** RFC 6750, section 3: why a token was refused, but nothing to who sent none. */
function defaultHeaders(code: ErrorCode): Record<string, string> {
  switch (code) {
    case "unauthenticated":
      return { "WWW-Authenticate": 'Bearer realm="tend"' };
    case "token_expired":
    case "token_invalid":
      return {
        "WWW-Authenticate": `Bearer realm="tend", error="invalid_token", error_description="${errorTitle[code]}"`,
      };
    case "unavailable":
      return { "Retry-After": String(retryAfterSeconds) };
    case "too_large":
      // What the caller still sends is not read.
      return { Connection: "close" };
    default:
      return {};
  }
}

function fromRefusal({ code, at, revision, pointer = "" }: Refusal): ApiError {
  if (code === "already_answered") return new ApiError("internal");
  if (code === "token_invalid") return new ApiError(code);
  const headers = revision === undefined || at !== null ? {} : { ETag: `"${revision}"` };
  const message = pointer === "/dueTime" ? "needs a dueDate" : errorTitle[code];
  const where = at === null ? pointer : `/operations/${at}${pointer && `/task${pointer}`}`;
  if (!where) return new ApiError(code, { headers });
  const fieldCode = pointer === "/dueTime" ? "needs_due_date" : code;
  return new ApiError(code, { headers, detail: message, errors: [{ pointer: where, code: fieldCode, message }] });
}

/** The one mapper from whatever was thrown to what the caller is told. What nobody foresaw is `internal`, and logged. */
function toApiError(error: unknown, requestId: string): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Error && error.name === "UserGone") return new ApiError("token_invalid");
  if (isDatabaseError(error)) {
    if (error.refusal) return fromRefusal(error.refusal);
    if (error.code === "unavailable") {
      logNowAndThen(error, { requestId });
      return new ApiError("unavailable");
    }
    if (error.code === "crowded") return rateLimited("waiting", waitingMax, retryAfterSeconds);
    // A foreign key to the user that finds none: the token has outlived its account.
    if (error.sqlState === "23503" && error.constraint?.endsWith("user_id_user_id_fk"))
      return new ApiError("token_invalid");
  }
  logError(error, { requestId });
  return new ApiError("internal");
}

/** RFC 9457 problem details. */
function toProblem({ code, detail, errors }: ApiError, requestId: string): Problem {
  return {
    type: `/docs/errors#${code}`,
    title: errorTitle[code],
    status: errorStatus[code],
    code,
    ...(detail === undefined ? {} : { detail }),
    requestId,
    ...(errors === undefined ? {} : { errors }),
  };
}

/** The answer to whatever was thrown. */
export function answerProblem(thrown: unknown, requestId: string): Answer {
  const error = toApiError(thrown, requestId);
  return { status: errorStatus[error.code], body: toProblem(error, requestId), headers: error.headers };
}
