/** The methods that every path answers, if only to say that it does not take them. */
export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export type Method = (typeof methods)[number];

/** Method and path of every operation. No imports: the browser's client reads it without zod. */
export const paths = {
  listTasks: { method: "GET", path: "/api/tasks" },
  createTask: { method: "POST", path: "/api/tasks" },
  quickAddTask: { method: "POST", path: "/api/tasks/quick" },
  batchTasks: { method: "POST", path: "/api/tasks/batch" },
  listChanges: { method: "GET", path: "/api/tasks/changes" },
  getTask: { method: "GET", path: "/api/tasks/{taskId}" },
  updateTask: { method: "PATCH", path: "/api/tasks/{taskId}" },
  replaceTask: { method: "PUT", path: "/api/tasks/{taskId}" },
  deleteTask: { method: "DELETE", path: "/api/tasks/{taskId}" },
  completeTask: { method: "PATCH", path: "/api/tasks/{taskId}/complete" },
  restoreTask: { method: "POST", path: "/api/tasks/{taskId}/restore" },
} as const;

export type OperationName = keyof typeof paths;

/** Operations that the older path, `/api/{userId}/tasks…`, answers too. */
export const olderPathOperations = [
  "listTasks",
  "createTask",
  "getTask",
  "updateTask",
  "replaceTask",
  "deleteTask",
  "completeTask",
] as const satisfies OperationName[];

/** The older path of an operation, in which the owner is named. */
export const toOlderPath = (path: string) => path.replace("/api/", "/api/{userId}/");
