import { createTaskCommands } from "@/components/app/task-commands";
import { readPlace } from "@/components/app/views";
import { createWorkspace, type WorkspaceState } from "@/components/app/workspace";
import type { CommandContext } from "@/components/keys/command";
import type { Task } from "@/lib/contract/task";
import { createBrowserStore } from "@/lib/store/browser";

/** A task of 20 November 2026, with an id as short as a test likes. */
export const makeTask = (id: string, fields: Partial<Task> = {}): Task => ({
  id,
  title: id,
  description: "",
  completed: Boolean(fields.completedAt),
  completedAt: null,
  priority: "none",
  dueDate: null,
  dueTime: null,
  position: `a${id}`,
  deletedAt: null,
  revision: 1,
  createdAt: "2026-11-20T10:00:00.000Z",
  updatedAt: "2026-11-20T10:00:00.000Z",
  ...fields,
});

type Given = { tasks?: readonly Task[]; href?: string; targetIds?: readonly string[] } & Partial<WorkspaceState>;

/** What commands are asked with on a page that shows these tasks, each a row. */
export function makeContext({ tasks = [], href = "/inbox", targetIds, ...state }: Given = {}): CommandContext {
  const store = createBrowserStore("somebody", { tasks });
  const workspace = createWorkspace(state);
  workspace.rows = tasks.map(({ id }) => id);
  return {
    store,
    workspace,
    commands: createTaskCommands(store, workspace),
    place: readPlace(href),
    ...(targetIds && { targetIds }),
    settings: { theme: "system", weekStart: null, hasLetterKeys: true, sidebar: "auto" },
    changeSettings: () => {},
    reader: { locale: "en", zone: "UTC", today: "2026-11-20", weekStart: 1 },
  };
}
