// The older path: the same handlers, with one more check on `userId` (lib/api/route.ts).
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "@/app/api/tasks/[taskId]/route";
