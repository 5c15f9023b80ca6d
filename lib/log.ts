import pino from "pino";
import { env } from "./env";
import { once } from "./once";

// pino's number.
const infoLevel = pino.levels.values.info;
const format = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
const bufferMaxBytes = 1024 * 1024;

/** How to log; where the environment can't be read, that must be said all the same. */
function readSettings(): { level: string; isFunction: boolean } {
  try {
    const { LOG_LEVEL, VERCEL } = env();
    return { level: LOG_LEVEL, isFunction: Boolean(VERCEL) };
  } catch {
    return { level: "info", isFunction: false };
  }
}

const logger = once("logger", () => {
  const { level } = readSettings();
  return pino({ ...format, level }, pino.destination({ fd: 2, sync: true }));
});

// A write costs as much as the line, so lines wait for each other: 100 ms at most, and the end of the process writes the
// rest. A reader that stands still loses lines, not requests. A function on Vercel is stopped once it has answered.
const requestLines = once<{ write(line: string): unknown } | undefined>("request-lines", () => {
  const { level, isFunction } = readSettings();
  if (level !== "info") return undefined;
  const waiting = { sync: false, minLength: 8 * 1024, periodicFlush: 100, maxLength: bufferMaxBytes };
  return pino.destination({ fd: 1, ...(isFunction ? { sync: true } : waiting) });
});

let second = 0;
let secondText = "";

/** The time in ISO 8601. A date is made once a second, for Next puts a dear one in the place of the language's. */
function formatNow(): string {
  const now = Date.now();
  const ms = now % 1000;
  if (now - ms !== second) {
    second = now - ms;
    secondText = new Date(second).toISOString().slice(0, -"000Z".length);
  }
  return `${secondText}${String(ms).padStart(3, "0")}Z`;
}

/** What is said of a request: nothing that a caller wrote, but for a request id that is well-formed. */
export type RequestFields = {
  requestId: string;
  /** The pattern of the path, as `/api/tasks/{taskId}`. */
  route: string;
  method: string;
  status: number;
  durationMs: number;
  /** The SQL statements that were sent for it. */
  statements: number;
};

/**
 * Logs a request as one JSON line on stdout, as pino would. A text that is joined from many parts, as pino's, is dear to
 * write: about 10 µs of CPU, where one that is made at once takes about 3, and reading a task takes 90.
 */
export function logRequest(fields: RequestFields): void {
  const lines = requestLines();
  if (lines) lines.write(`${JSON.stringify({ level: infoLevel, time: formatNow(), ...fields, msg: "request" })}\n`);
}

/**
 * Logs an error as one JSON line on stderr: its name, its codes and where it was thrown. Never its message: those of
 * drivers, parsers and libraries quote what people typed, tokens included.
 */
export function logError(error: unknown, fields: Record<string, string | number> = {}): void {
  logger().error({ ...fields, error: describeError(error) }, "request failed");
}

const quietMs = 5000;
let lastAt = Number.NEGATIVE_INFINITY;

/** Logs an error that comes by the thousand, at most every 5 s. */
export function logNowAndThen(error: unknown, fields: Record<string, string | number> = {}): void {
  if (Date.now() - lastAt < quietMs) return;
  lastAt = Date.now();
  logError(error, fields);
}

type Description = { name: string; at: string[]; cause?: Description } & Record<string, unknown>;

function describeError(error: unknown): Description {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  // The stack begins with the message, whose lines may look like frames.
  const { stack = "", message } = error;
  const start = stack.indexOf(message) + message.length;
  const frames = stack
    .slice(start)
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  const description: Description = { name: error.name, at: frames.slice(0, 8).map((line) => line.trim()) };
  for (const key of ["code", "sqlState", "constraint", "status"]) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === "string" || typeof value === "number") description[key] = value;
  }
  if (error.cause instanceof Error) description.cause = describeError(error.cause);
  return description;
}
