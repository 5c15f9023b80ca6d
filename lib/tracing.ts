import type { RequestFields } from "./log";
import { once } from "./once";

/** Answers a request within a span of its own, of which it says what the fields are after the answer. */
export type TraceRequest = (
  request: Request,
  answer: () => Promise<Response>,
  readFields: () => RequestFields,
) => Promise<Response>;

type Tracing = {
  traceRequest: TraceRequest;
  /** Sends what has ended, and ends. */
  stop(): Promise<void>;
};

// prepare-process.ts fills it, or nobody: no module of OpenTelemetry's is loaded for what is off.
const slot = once<{ tracing?: Tracing }>("tracing", () => ({}));

/** What traces, if OpenTelemetry is on. */
export const getTracing = (): Tracing | undefined => slot().tracing;

export function setTracing(tracing: Tracing): void {
  slot().tracing = tracing;
}
