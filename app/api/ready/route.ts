import { pingDatabase } from "@/db/health";
import { ApiError } from "@/lib/api/problem";
import { publicRoute } from "@/lib/api/route";
import { isDraining } from "@/lib/draining";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = publicRoute("getReadiness", async () => {
  if (isDraining()) throw new ApiError("unavailable");
  await pingDatabase();
  return { status: "ok" };
});
