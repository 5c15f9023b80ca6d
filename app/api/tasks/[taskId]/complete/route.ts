import { changeTask } from "@/db/tasks";
import { answerTask, handle } from "@/lib/api/handle";
import { route } from "@/lib/api/route";

const complete = handle("completeTask", async ({ owner, taskId, body, ifRevision }) =>
  answerTask(await changeTask(owner, taskId, body, ifRevision)),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(complete);
