import type { Task } from "@/lib/contract/task";
import type { Reader } from "@/lib/tasks/dates";
import { countViews, type ViewCounts } from "@/lib/tasks/views";
import { listTasks } from "./task-list";

type Wanted = { view: string; taskId: string | null; parameters: URLSearchParams };

/** What the app's first paint needs: the first rows of a view, how many tasks there are, and how many in each view. */
export async function readFirstPage(
  owner: string,
  _wanted: Wanted,
  { today }: Reader & { today: string },
): Promise<{ tasks: Task[]; total: number; counts: ViewCounts }> {
  const { tasks } = await listTasks(owner, { status: "all", trashed: false, sort: "position", limit: 100 });
  return { tasks, total: tasks.length, counts: countViews(tasks, { today }) };
}
