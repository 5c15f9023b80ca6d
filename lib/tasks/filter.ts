import { searchMaxLength } from "@/lib/contract/limits";
import type { ListQuery } from "@/lib/contract/queries";
import type { Task } from "@/lib/contract/task";

export const taskViews = ["all", "pending", "completed", "trash"] as const;

export type TaskView = (typeof taskViews)[number];

/** What the tasks page shows: one view, and the words that it is narrowed by. */
export type TaskFilter = { view: TaskView; words: string };

/** The filter of an address. What it can't mean becomes what it would say without it. */
export function readFilter(parameters: { get(name: string): string | null }): TaskFilter {
  const status = parameters.get("status");
  const words = (parameters.get("q") ?? "").toWellFormed().replaceAll("\0", "").trim();
  return {
    view: taskViews.find((view) => view === status) ?? "all",
    words: Array.from(words).slice(0, searchMaxLength).join(""),
  };
}

/** The address of a filter. */
export function writeFilter({ view, words }: TaskFilter): string {
  const parameters = new URLSearchParams();
  if (view !== "all") parameters.set("status", view);
  if (words) parameters.set("q", words);
  return parameters.size > 0 ? `/tasks?${parameters}` : "/tasks";
}

/** The same filter as the API takes it: what is open by position, the newest first; what is over by its last change. */
export function toListQuery({ view, words }: TaskFilter): Pick<ListQuery, "status" | "trashed" | "sort" | "q"> {
  return {
    status: view === "trash" ? "all" : view,
    trashed: view === "trash",
    sort: view === "completed" || view === "trash" ? "-updated" : "-position",
    ...(words && { q: words }),
  };
}

/** Whether a view holds a task. */
export function belongsTo(view: TaskView, { completed, deletedAt }: Pick<Task, "completed" | "deletedAt">): boolean {
  if (view === "trash") return deletedAt !== null;
  return deletedAt === null && (view === "all" || completed === (view === "completed"));
}

/** Whether a task has every word, whatever its case and accents: the browser's guess until the server has answered. */
export function hasWords({ title, description }: Pick<Task, "title" | "description">, words: string): boolean {
  const text = fold(`${title} ${description}`);
  return fold(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
