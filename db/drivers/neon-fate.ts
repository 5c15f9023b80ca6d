/**
 * What became of a request that failed:
 *
 * - `answered`: the database, or our own mistake, said no
 * - `unsent`: there was no connection, so nobody has heard of it
 * - `asleep`: Neon's proxy could not reach or wake the compute, which has not heard of it
 * - `lost`: it may have been carried out; nobody knows
 */
export type Fate = "answered" | "unsent" | "asleep" | "lost";

// Of the connection itself: by Node's names and by those of its fetch.
const unsentCodes = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
];
// What Neon's proxy says instead of an answer.
const ofProxy = /Couldn't connect to compute node|Control plane request failed|Failed to acquire permit/;

/** Reads the fate of a request from what Neon's driver threw. */
export function findFate(error: unknown): Fate {
  if (!(error instanceof Error)) return "answered";
  if (error.name !== "NeonDbError") return isBrokenAnswer(error) ? "lost" : "answered";
  const source: unknown = Reflect.get(error, "sourceError");
  if (source instanceof Error) return codesOf(source).some((code) => unsentCodes.includes(code)) ? "unsent" : "lost";
  // Anything but 400, which is PostgreSQL's own word. The text is the proxy's.
  if (error.message.startsWith("Server error (HTTP status")) return ofProxy.test(error.message) ? "asleep" : "lost";
  return "answered";
}

/** The driver reads the answer's body outside of its own errors: half a body is fetch's TypeError, no JSON a SyntaxError. */
function isBrokenAnswer(error: Error): boolean {
  return error instanceof SyntaxError || (error instanceof TypeError && error.cause instanceof Error);
}

/** The codes of an error and of what caused it; of several addresses that were tried, each. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const code: unknown = Reflect.get(error, "code");
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...(typeof code === "string" ? [code] : []), ...inner.flatMap(codesOf)];
}

/** Whether a statement only reads, so that it may be carried out twice. */
export function isRead(sql: string): boolean {
  return /^\s*select\b/i.test(sql) && !/\b(?:insert|update|delete|refuse)\b/i.test(sql);
}
