import { getOpenApi } from "@/lib/api/openapi";
import { publicRoute } from "@/lib/api/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = publicRoute("getOpenApi", getOpenApi, {
  "Cache-Control": "public, max-age=300",
});
