import { createTask } from "@/db/task-create";
import { findTasks } from "@/db/task-search";
import { readCursor, writeCursor } from "@/lib/api/cursor";
import { answerTask, handle } from "@/lib/api/handle";
import { linkNext } from "@/lib/api/link";
import { route } from "@/lib/api/route";

const list = handle("listTasks", async ({ owner, query }) => {
  const { tasks, next } = await findTasks(owner, query, readCursor(owner, query));
  const nextCursor = next ? writeCursor(owner, query, next) : null;
  return { body: { items: tasks, nextCursor }, headers: linkNext(query, nextCursor) };
});

const create = handle("createTask", async ({ owner, body, idempotency }) => {
  const { task, isReplay } = await createTask(owner, body, idempotency);
  return answerTask(task, { Location: `/api/tasks/${task.id}`, ...(isReplay && { "Idempotency-Replayed": "true" }) });
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(list, create);
