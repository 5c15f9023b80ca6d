import pino from "pino";
import { once } from "./once";

const logger = once("logger", () =>
  pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true })),
);

/**
 * Logs an error as one JSON line: its name, its codes and where it was thrown. Never its message: those of drivers,
 * parsers and libraries quote what people typed, tokens included.
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
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const description: Description = { name: error.name, at: frames.slice(0, 8).map((line) => line.trim()) };
  for (const key of ["code", "sqlState", "constraint", "status"]) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === "string" || typeof value === "number") description[key] = value;
  }
  if (error.cause instanceof Error) description.cause = describeError(error.cause);
  return description;
}
