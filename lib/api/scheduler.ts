import { hash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { ApiError } from "./problem";
import { everyMethod } from "./route";

const digest = (text: string) => hash("sha256", text, "buffer");

/** Whether a request carries CRON_SECRET, as Vercel's scheduler sends it. */
function isScheduler(headers: Headers): boolean {
  const { CRON_SECRET } = env();
  const given = headers.get("authorization") ?? "";
  return CRON_SECRET !== undefined && timingSafeEqual(digest(given), digest(`Bearer ${CRON_SECRET}`));
}

/** A path for the scheduler alone: to anybody else it is not there. */
export function schedulerRoute(path: string, work: () => Promise<object>): ReturnType<typeof everyMethod> {
  return everyMethod(path, async (request) => {
    if (request.method !== "GET" || !isScheduler(request.headers)) throw new ApiError("not_found");
    return { status: 200, body: await work(), headers: {} };
  });
}
