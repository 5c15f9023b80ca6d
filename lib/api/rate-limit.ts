import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { once } from "@/lib/once";
import { rateLimited } from "./problem";

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
    throw rateLimited("requests", limit.points, Math.ceil(thrown.msBeforeNext / 1000), windowSeconds);
  }
}
