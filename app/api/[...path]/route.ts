import { ApiError } from "@/lib/api/problem";
import { everyMethod } from "@/lib/api/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = everyMethod("/api/{path}", () => {
  throw new ApiError("not_found");
});
