import { listChanges } from "@/db/task-changes";
import { handle } from "@/lib/api/handle";
import { ApiError } from "@/lib/api/problem";
import { route } from "@/lib/api/route";

const changes = handle("listChanges", async ({ owner, query }) => {
  const body = await listChanges(owner, query.since, query.limit);
  if (!body) throw new ApiError("resync_required");
  return { body };
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(changes);
