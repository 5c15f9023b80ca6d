import { remember } from "@/lib/tasks/formats";

/** The first segments of the app's addresses; `tasks` is one task's own page, the others are screens. */
const viewNames = [
  "inbox",
  "today",
  "upcoming",
  "completed",
  "trash",
  "search",
  "browse",
  "settings",
  "tasks",
] as const;

export type ViewName = (typeof viewNames)[number];

/** Where a person starts. */
export const homePath = "/today";

const isView = (name: string): name is ViewName => viewNames.some((view) => view === name);

/** Whether a path is one of the app's, for those who are signed in. */
export const isAppPath = (pathname: string): boolean => isView(pathname.split("/", 2)[1] ?? "");

/** Where in the app an address is: the screen, and the task that is open in it. */
export type Place = {
  view: ViewName;
  taskId: string | null;
  parameters: Pick<URLSearchParams, "get" | "getAll" | "has" | "toString">;
};

/** Reads a path with its query: the same place for the same text. What is no address of the app is Today. */
export const readPlace = remember((href: string): Place => {
  const { pathname, searchParams: parameters } = new URL(href, "http://tend.invalid");
  const [, first = "", second = null] = pathname.split("/");
  const view = isView(first) ? first : "today";
  return { view, taskId: view === "tasks" ? second : parameters.get("task"), parameters };
}, 20);

/** The address of the same screen with a task open beside it, or with none. */
export function writePlace({ view, parameters }: Place, taskId: string | null): string {
  const next = new URLSearchParams(parameters.toString());
  next.delete("task");
  if (taskId !== null) next.set("task", taskId);
  const query = next.toString();
  return `/${view === "tasks" ? "inbox" : view}${query && `?${query}`}`;
}
