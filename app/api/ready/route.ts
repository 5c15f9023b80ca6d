import { pingDatabase } from "@/db/health";
import { publicRoute } from "@/lib/api/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = publicRoute(async () => {
  await pingDatabase();
  return { status: 200, body: { status: "ok" }, headers: {} };
});
