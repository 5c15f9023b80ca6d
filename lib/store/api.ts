import type { ErrorCode, Problem } from "@/lib/contract/errors";
import type { AnswerOf, BodyInputOf, QueryInputOf } from "@/lib/contract/operations";
import { type OperationName, paths } from "@/lib/contract/paths";

/** What a call sends: its path's id, its query and its body, as the operation takes them. */
type CallInput<Name extends OperationName> = {
  query?: QueryInputOf<Name>;
  body?: BodyInputOf<Name>;
  taskId?: string;
  ifRevision?: number;
  idempotencyKey?: string;
};

/** What went wrong. `offline`: nothing answered. Without a `problem` it was not the API that answered. */
export type CallFailure = {
  ok: false;
  status: number;
  code: ErrorCode | "offline";
  problem?: Problem;
  retryAfterMs?: number;
};

/** A call's outcome. */
export type CallResult<Name extends OperationName> = { ok: true; body: AnswerOf<Name> } | CallFailure;

export type Client = <Name extends OperationName>(name: Name, input?: CallInput<Name>) => Promise<CallResult<Name>>;

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
      const answer = await send(name, input, await tokens.get());
      if (answer.status !== 401) return await readResult(answer);
      return await readResult(await send(name, input, await tokens.renew()));
    } catch (error) {
      return error instanceof NoToken ? error.result : { ok: false, status: 0, code: "offline" };
    }
  };

  function send(name: OperationName, input: CallInput<OperationName>, token: string): Promise<Response> {
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

async function readResult<Name extends OperationName>(response: Response): Promise<CallResult<Name>> {
  if (response.ok) {
    const body: AnswerOf<Name> = response.status === 204 ? undefined : await response.json();
    return { ok: true, body };
  }
  return readFailure(response);
}

async function readFailure(response: Response): Promise<CallFailure> {
  const problem: Problem | undefined = await response.json().catch(() => undefined);
  const retryAfterMs = readRetryAfter(response.headers);
  return {
    ok: false,
    status: response.status,
    code: problem?.code ?? "internal",
    ...(problem && { problem }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** RFC 9110, section 10.2.3: seconds, or the moment. */
function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - Date.now());
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
    if (response.status === 401) throw new NoToken({ ok: false, status: 401, code: "unauthenticated" });
    if (!response.ok) {
      const failure = await readFailure(response);
      // Better Auth's own answer, which is no problem of ours.
      throw new NoToken(response.status === 429 ? { ...failure, code: "rate_limited" } : failure);
    }
    const taken: { token: string } = await response.json();
    const { sub, iat, exp } = readPayload(taken.token);
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

function readPayload(token: string): { sub: string; iat: number; exp: number } {
  const payload = token.split(".")[1] ?? "";
  return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
}
