import { pingDatabase } from "@/db/health";
import { ApiError } from "@/lib/api/problem";
import { publicRoute } from "@/lib/api/route";
import { settleWithin } from "@/lib/api/timeout";

const timeoutMs = 2000;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute(async () => {
  if (!(await settleWithin(pingDatabase(), timeoutMs))) throw new ApiError("unavailable");
  return { status: 200, body: { status: "ok" }, headers: { "Cache-Control": "no-store" } };
});
