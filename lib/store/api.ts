import type { ErrorCode, Problem } from "@/lib/contract/errors";
import type { AnswerOf } from "@/lib/contract/operations";
import { paths } from "@/lib/contract/paths";
import { type CallInput, type CallName, isAnswer, isSessionOver, readBody, readProblem } from "./answers";

/** What went wrong. `offline`: nothing answered. `foreign`: something answered that is not the API, which is no verdict. */
export type CallFailure = {
  ok: false;
  status: number;
  code: ErrorCode | "offline" | "foreign";
  problem?: Problem;
  retryAfterMs?: number;
};

/** A call's outcome. */
export type CallResult<Name extends CallName> = { ok: true; body: AnswerOf<Name> } | CallFailure;

export type Client = <Name extends CallName>(name: Name, input?: CallInput<Name>) => Promise<CallResult<Name>>;

type Fetch = typeof globalThis.fetch;

// What has not answered by then counts as offline.
const timeoutMs = 30_000;

/**
 * A client of the task API for one person, typed by the contract. It takes a token when it needs one and renews it when
 * it ages; once the browser is somebody else's, in another tab, it is signed out.
 */
export function createClient(userId: string, fetch: Fetch = (...call) => globalThis.fetch(...call)): Client {
  const tokens = createTokenSource(userId, fetch);

  return async function call(name, input = {}) {
    try {
      const result = await readResult(name, input, await send(name, input, await tokens.get()));
      if (result.ok || result.status !== 401 || result.code === "foreign") return result;
      return await readResult(name, input, await send(name, input, await tokens.renew()));
    } catch (error) {
      return error instanceof NoToken ? error.result : { ok: false, status: 0, code: "offline" };
    }
  };

  function send(name: CallName, input: CallInput<CallName>, token: string): Promise<Response> {
    const { method, path } = paths[name];
    const headers = new Headers({ Authorization: `Bearer ${token}` });
    if (input.body !== undefined) headers.set("Content-Type", "application/json");
    if (input.ifRevision !== undefined) headers.set("If-Match", `"${input.ifRevision}"`);
    if (input.idempotencyKey !== undefined) headers.set("Idempotency-Key", input.idempotencyKey);
    const url = path.replace("{taskId}", encodeURIComponent(input.taskId ?? "")) + writeQuery(input.query);
    return fetch(url, {
      method,
      headers,
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      credentials: "omit",
      signal: AbortSignal.timeout(timeoutMs),
    });
  }
}

function writeQuery(query: Record<string, unknown> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined) parameters.append(name, String(item));
  }
  return parameters.size > 0 ? `?${parameters}` : "";
}

async function readResult<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  response: Response,
): Promise<CallResult<Name>> {
  const body = await readBody(response);
  if (response.ok && isAnswer(name, input, response, body)) return { ok: true, body };
  const problem = readProblem(response, body);
  return problem ? { ...toFailure(response, hourMs), code: problem.code, problem } : toFailure(response);
}

// Whoever asks for more is not heard: the person is to see their changes go within the hour.
const hourMs = 3_600_000;
// A portal asks for an hour of those who have not logged in yet.
const foreignMaxMs = 60_000;

/** The failure in a response as long as nothing shows that the API wrote it. */
function toFailure({ status, headers }: Response, maxMs = foreignMaxMs): CallFailure {
  const retryAfterMs = readRetryAfter(headers, maxMs);
  return { ok: false, status, code: "foreign", ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** RFC 9110, section 10.2.3: seconds, or the moment. */
function readRetryAfter(headers: Headers, maxMs: number): number | undefined {
  const value = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(maxMs, Math.max(0, ms));
}

/** There is no token to be had, and why. */
class NoToken extends Error {
  readonly result: CallFailure;

  constructor(result: CallFailure) {
    super("no token");
    this.result = result;
  }
}

/** The JWT, in memory only, renewed at four fifths of its life; several who ask at once share one request. */
function createTokenSource(userId: string, fetch: Fetch) {
  let token = "";
  let renewAt = 0;
  let pending: Promise<string> | undefined;

  async function take(): Promise<string> {
    const response = await fetch("/api/auth/token", {
      credentials: "same-origin",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readBody(response);
    if (isSessionOver(response, body)) throw new NoToken({ ok: false, status: 401, code: "unauthenticated" });
    const taken = response.ok ? readToken(body) : undefined;
    if (!taken) throw new NoToken(toFailure(response));
    const { sub, iat, exp } = taken;
    if (sub !== userId) throw new NoToken({ ok: false, status: 401, code: "unauthenticated" });
    token = taken.token;
    renewAt = Date.now() + 0.8 * (exp - iat) * 1000;
    return token;
  }

  function renew(): Promise<string> {
    pending ??= take().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return { renew, get: () => (token && Date.now() < renewAt ? Promise.resolve(token) : renew()) };
}

/** The token in an answer and what it says; undefined if there is none. */
function readToken(body: unknown): { token: string; sub: string; iat: number; exp: number } | undefined {
  try {
    const { token }: { token: string } = Object(body);
    const payload = token.split(".")[1] ?? "";
    const { sub, iat, exp } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    return typeof sub === "string" && exp > iat ? { token, sub, iat, exp } : undefined;
  } catch {
    return undefined;
  }
}
