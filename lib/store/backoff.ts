const minMs = 1_000;
const maxMs = 60_000;

/**
 * The time after which a failed call is tried again, in milliseconds: what Retry-After asks for at least, and on top a
 * random part of a wait that doubles (full jitter:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). `random` is from 0 to 1.
 */
export function getDelay(attempt: number, random: number, retryAfterMs = 0): number {
  return retryAfterMs + random * Math.min(maxMs, minMs * 2 ** attempt);
}
