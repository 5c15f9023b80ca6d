import { getOpenApi } from "@/lib/api/openapi";
import { publicRoute } from "@/lib/api/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = publicRoute(() => ({
  status: 200,
  body: getOpenApi(),
  headers: { "Cache-Control": "public, max-age=300" },
}));
