import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { once } from "@/lib/once";
import { ApiError } from "./problem";

const windowSeconds = 60;

const limiter = once("api-rate-limiter", () => {
  const { API_RATE_LIMIT: points } = env();
  return points > 0 ? new RateLimiterMemory({ points, duration: windowSeconds }) : undefined;
});

/** Counts a request of the owner's. Throws ApiError rate_limited past API_RATE_LIMIT a minute, per process. */
export async function countRequest(owner: string): Promise<void> {
  const limit = limiter();
  if (!limit) return;
  try {
    await limit.consume(owner);
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown;
    throw rateLimited("requests", limit.points, windowSeconds, Math.ceil(thrown.msBeforeNext / 1000));
  }
}

/** The refusal of whom a limit of `quota` in `windowSeconds` lets go on in `retryAfter` seconds. */
export function rateLimited(name: string, quota: number, windowSeconds: number, retryAfter: number): ApiError {
  return new ApiError("rate_limited", {
    headers: {
      "Retry-After": String(retryAfter),
      // https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
      RateLimit: `"${name}";r=0;t=${retryAfter}`,
      "RateLimit-Policy": `"${name}";q=${quota};w=${windowSeconds}`,
    },
  });
}
