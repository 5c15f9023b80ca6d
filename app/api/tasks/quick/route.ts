import { createTask } from "@/db/task-create";
import { answerTask, handle } from "@/lib/api/handle";
import { route } from "@/lib/api/route";
import { validationFailed } from "@/lib/api/validation";
import { titleMaxLength } from "@/lib/contract/limits";
import type { BodyOf } from "@/lib/contract/operations";
import { countCodePoints } from "@/lib/contract/scalars";
import type { Task } from "@/lib/contract/task";
import { parseQuickAdd, type QuickAdd } from "@/lib/tasks/quick-add";

type Body = BodyOf<"quickAddTask">;

/** What a text says to somebody who types it at a moment. Refuses a title that no task can have. */
function understand({ text, timeZone }: Body, now: number): QuickAdd {
  const understood = parseQuickAdd(text, { now: new Date(now).toISOString(), zone: timeZone });
  const length = countCodePoints(understood.title);
  if (length >= 1 && length <= titleMaxLength) return understood;
  const message = `text must leave a title of 1 to ${titleMaxLength} characters`;
  throw validationFailed([{ pointer: "/text", code: "invalid_length", message }]);
}

/** What the text said when a task was made of it: a moment before the database's `createdAt`, perhaps a minute back. */
function understandAgain(body: Body, { createdAt, dueDate, dueTime }: Task): QuickAdd {
  const then = understand(body, Date.parse(createdAt));
  const isSame = then.dueDate === dueDate && then.dueTime === dueTime;
  return isSame ? then : understand(body, Date.parse(createdAt) - 60_000);
}

const add = handle("quickAddTask", async ({ owner, body, idempotency }) => {
  const understood = understand(body, Date.now());
  if (body.dryRun) return { status: 200, body: { task: null, ...understood } };
  const { title, dueDate, dueTime, priority } = understood;
  const { task, isReplay } = await createTask(owner, { title, dueDate, dueTime, priority }, idempotency);
  const { headers } = answerTask(task, {
    Location: `/api/tasks/${task.id}`,
    ...(isReplay && { "Idempotency-Replayed": "true" }),
  });
  return { body: { task, ...(isReplay ? understandAgain(body, task) : understood) }, headers };
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(add);
