import { applyBatch } from "@/db/task-batch";
import { handle } from "@/lib/api/handle";
import { route } from "@/lib/api/route";

const batch = handle("batchTasks", async ({ owner, body, idempotency }) => {
  const { results, isReplay } = await applyBatch(owner, body, idempotency);
  return { body: { results }, headers: isReplay ? { "Idempotency-Replayed": "true" } : {} };
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(batch);
