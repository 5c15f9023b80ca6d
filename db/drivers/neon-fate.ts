/**
 * What became of a request that failed:
 *
 * - `answered`: the database, or our own mistake, said no
 * - `unsent`: there was no connection, so nobody has heard of it
 * - `asleep`: Neon's proxy could not reach or wake the compute, which has not heard of it
 * - `lost`: it may have been carried out; nobody knows
 */
export type Fate = "answered" | "unsent" | "asleep" | "lost";

// What Node was at when a connection could not be made; the same codes from a connection that was, are of no use.
const connectCalls = ["connect", "getaddrinfo"];
// What Neon's proxy says instead of an answer.
const ofProxy = /Couldn't connect to compute node|Control plane request failed|Failed to acquire permit/;

/** Reads the fate of a request from what Neon's driver threw. */
export function findFate(error: unknown): Fate {
  if (!(error instanceof Error)) return "answered";
  if (error.name !== "NeonDbError") return isBrokenAnswer(error) ? "lost" : "answered";
  const source: unknown = Reflect.get(error, "sourceError");
  if (source instanceof Error) return failedToConnect(source) ? "unsent" : "lost";
  // Anything but 400, which is PostgreSQL's own word. The text is the proxy's.
  if (error.message.startsWith("Server error (HTTP status")) return ofProxy.test(error.message) ? "asleep" : "lost";
  return "answered";
}

/** The driver reads the answer's body outside of its own errors: half a body is fetch's TypeError, no JSON a SyntaxError. */
function isBrokenAnswer(error: Error): boolean {
  return error instanceof SyntaxError || (error instanceof TypeError && error.cause instanceof Error);
}

/** Whether there was no connection to send anything over; of several addresses that were tried, to none. */
function failedToConnect(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(failedToConnect);
  const isConnect = connectCalls.some((call) => call === Reflect.get(error, "syscall"));
  // The latter is fetch's own name for it.
  return isConnect || Reflect.get(error, "code") === "UND_ERR_CONNECT_TIMEOUT" || failedToConnect(error.cause);
}
