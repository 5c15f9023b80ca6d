import { changeTask, destroyTask, getTask, replaceTask } from "@/db/tasks";
import { answerTask, handle } from "@/lib/api/handle";
import { ApiError } from "@/lib/api/problem";
import { route } from "@/lib/api/route";

const get = handle("getTask", async ({ owner, taskId, isKnown }) => {
  const task = await getTask(owner, taskId);
  if (!task) throw new ApiError("not_found");
  return isKnown(task.revision) ? { ...answerTask(task), status: 304 } : answerTask(task);
});

const update = handle("updateTask", async ({ owner, taskId, body, ifRevision }) =>
  answerTask(await changeTask(owner, taskId, body, ifRevision)),
);

const replace = handle("replaceTask", async ({ owner, taskId, body, ifRevision }) =>
  answerTask(await replaceTask(owner, taskId, body, ifRevision)),
);

const remove = handle("deleteTask", async ({ owner, taskId, query, ifRevision }) => {
  const revision = query.permanent
    ? await destroyTask(owner, taskId, ifRevision)
    : (await changeTask(owner, taskId, { trashed: true }, ifRevision)).revision;
  return { headers: { ETag: `"${revision}"` } };
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(get, update, replace, remove);
