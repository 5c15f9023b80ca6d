import { publicRoute } from "@/lib/api/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = publicRoute("getHealth", () => ({
  status: "ok",
}));
