import { countUsage, DatabaseUsage } from "@/db/usage";
import { logRequest, type RequestFields } from "@/lib/log";
import { getTracing } from "@/lib/tracing";
import { getRequestId } from "./answer";

// Rounded down, so that parts are never more than their whole.
const toHundredths = (ms: number) => Math.floor(ms * 100) / 100;

/** What one request asks of us while it is answered. */
export class Observation {
  readonly requestId: string;
  readonly usage = new DatabaseUsage();
  /** The pattern of its path; a handler that knows better says so. */
  route: string;
  /** How long it took would tell a stranger what the answer does not, such as which accounts there are. */
  hidesTiming = false;
  #startedAt = performance.now();
  #authSince: number | undefined;
  #authMs = 0;
  #status = 0;

  constructor(requestId: string, route: string) {
    this.requestId = requestId;
    this.route = route;
  }

  /** The time until now that was not the database's. */
  #ownMs(now: number): number {
    return now - this.#startedAt - this.usage.busyMs(now);
  }

  /** From here on it is found out who calls, until `endAuth`, or for as long as it takes to say no. */
  beginAuth(): void {
    this.#authSince = this.#ownMs(performance.now());
  }

  endAuth(now = performance.now()): void {
    if (this.#authSince === undefined) return;
    this.#authMs += this.#ownMs(now) - this.#authSince;
    this.#authSince = undefined;
  }

  /** The headers that say what was observed; times in milliseconds: https://www.w3.org/TR/server-timing/. */
  toHeaders(): Record<string, string> {
    const headers: Record<string, string> = { "X-Request-Id": this.requestId };
    if (this.hidesTiming) return headers;
    const now = performance.now();
    this.endAuth(now);
    const [auth, db, total] = [this.#authMs, this.usage.busyMs(now), now - this.#startedAt].map(toHundredths);
    // `auth` and `db` don't overlap.
    headers["Server-Timing"] = `auth;dur=${auth}, db;dur=${db}, total;dur=${total}`;
    return headers;
  }

  describe(method: string): RequestFields {
    const durationMs = toHundredths(performance.now() - this.#startedAt);
    const { requestId, route, usage } = this;
    return { requestId, route, method, status: this.#status, durationMs, statements: usage.statements };
  }

  /** Logs the request, and returns its answer. */
  end(request: Request, response: Response): Response {
    this.#status = response.status;
    logRequest(this.describe(request.method));
    return response;
  }
}

/**
 * Answers a request under observation and, if OpenTelemetry is on, within a span. It adds no promise to those of the
 * answer, which are what a request costs.
 * @param route the pattern of its path, as `/api/tasks/{taskId}`
 * @param answer ends the observation, and never rejects: an error is an answer too
 */
export function observe(
  request: Request,
  route: string,
  answer: (observation: Observation) => Promise<Response>,
): Promise<Response> {
  const observation = new Observation(getRequestId(request.headers), route);
  const run = () => countUsage(observation.usage, () => answer(observation));
  const tracing = getTracing();
  return tracing ? tracing.traceRequest(request, run, () => observation.describe(request.method)) : run();
}
