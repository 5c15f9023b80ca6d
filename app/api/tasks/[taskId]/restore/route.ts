import { changeTask } from "@/db/tasks";
import { answerTask, handle } from "@/lib/api/handle";
import { route } from "@/lib/api/route";

const restore = handle("restoreTask", async ({ owner, taskId, ifRevision }) =>
  answerTask(await changeTask(owner, taskId, { trashed: false }, ifRevision)),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(restore);
