import type { ErrorCode } from "@/lib/contract/errors";
import type { Task } from "@/lib/contract/task";
import type { CallResult, Client } from "@/lib/store/api";
import { type Change, requiredRevision } from "@/lib/tasks/changes";
import { toDraft } from "@/lib/tasks/draft";

/** Why the server did not do something; `detail` is its own sentence about it. */
export type Refusal = { code: ErrorCode | "offline"; detail?: string };

/** What became of a change: the task as the server has it now, null once it is gone, or a refusal. */
export type Outcome = { task: Task | null } | { refusal: Refusal };

/** Sends one change of a task. What has been done already counts as done: an answer may have been lost. */
export async function sendChange(client: Client, task: Task, change: Change): Promise<Outcome> {
  const taskId = task.id;
  switch (change.kind) {
    case "create": {
      const made = await client("createTask", { body: { id: taskId, ...toDraft(task) }, idempotencyKey: change.key });
      return !made.ok && made.code === "already_exists" ? readTask(client, taskId) : toOutcome(made);
    }
    case "edit": {
      const ifRevision = requiredRevision(task, change);
      return toOutcome(
        await client("updateTask", { taskId, body: change.patch, ...(ifRevision !== undefined && { ifRevision }) }),
      );
    }
    case "complete":
      return toOutcome(await client("completeTask", { taskId, body: { completed: change.completed } }));
    case "restore":
      return toOutcome(await client("restoreTask", { taskId }));
    case "trash": {
      const answer = await client("deleteTask", { taskId });
      if (answer.ok) return { task: { ...task, deletedAt: task.deletedAt ?? new Date().toISOString() } };
      return answer.code === "not_found" ? { task: null } : { refusal: toRefusal(answer) };
    }
    case "destroy": {
      const answer = await client("deleteTask", { taskId, query: { permanent: "true" } });
      return answer.ok || answer.code === "not_found" ? { task: null } : { refusal: toRefusal(answer) };
    }
  }
}

/** The task as the server has it; null if it is gone. */
export async function readTask(client: Client, taskId: string): Promise<Outcome> {
  const answer = await client("getTask", { taskId });
  return !answer.ok && answer.code === "not_found" ? { task: null } : toOutcome(answer);
}

type TaskAnswer = CallResult<"getTask">;

function toOutcome(answer: TaskAnswer): Outcome {
  return answer.ok ? { task: answer.body } : { refusal: toRefusal(answer) };
}

export function toRefusal({
  code,
  problem,
}: {
  code: Refusal["code"];
  problem?: { detail?: string | undefined };
}): Refusal {
  return { code, ...(problem?.detail !== undefined && { detail: problem.detail }) };
}
