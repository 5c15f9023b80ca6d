import * as tasks from "@/app/api/tasks/[taskId]/route";

// The older path: the same handlers, with one more check on `userId` (lib/api/route.ts).
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = tasks;
