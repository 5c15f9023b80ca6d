import { pingDatabase } from "@/db/health";
import { publicRoute } from "@/lib/api/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = publicRoute("getReadiness", async () => {
  await pingDatabase();
  return { status: "ok" };
});
