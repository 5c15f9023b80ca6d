import { authRoute } from "@/lib/api/auth";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = authRoute;
