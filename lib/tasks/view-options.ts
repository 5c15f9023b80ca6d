import { priorities } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import type { Sort } from "./order";

type Priority = (typeof priorities)[number];

/** What the sort menu offers: the API's sorts. */
export const sorts = [
  "position",
  "-position",
  "created",
  "-created",
  "updated",
  "-updated",
  "due",
  "-due",
  "priority",
  "-priority",
  "title",
  "-title",
] as const satisfies readonly Sort[];

export const dueFilters = ["any", "set", "none"] as const;

/** What a view is narrowed to and ordered by. Without a sort it has the order that it has of itself. */
export type ViewOptions = {
  sort: Sort | null;
  /** The priorities that are shown, in the contract's order; none for all. */
  priorities: readonly Priority[];
  due: (typeof dueFilters)[number];
};

export const noOptions: ViewOptions = { sort: null, priorities: [], due: "any" };

/** The options in an address. What it can't mean becomes what it would say without it. */
export function parseViewOptions(parameters: Pick<URLSearchParams, "get" | "getAll">): ViewOptions {
  const given = parameters.getAll("priority");
  const chosen = priorities.filter((priority) => given.includes(priority));
  return {
    sort: sorts.find((sort) => sort === parameters.get("sort")) ?? null,
    priorities: chosen.length === priorities.length ? [] : chosen,
    due: dueFilters.find((due) => due === parameters.get("due")) ?? "any",
  };
}

/** The parameters of an address with these options in place of its own; the others stay. */
export function writeViewOptions(
  options: ViewOptions,
  others: { toString(): string } = new URLSearchParams(),
): URLSearchParams {
  const parameters = new URLSearchParams(others.toString());
  for (const name of ["sort", "priority", "due"]) parameters.delete(name);
  if (options.sort) parameters.set("sort", options.sort);
  for (const priority of options.priorities) parameters.append("priority", priority);
  if (options.due !== "any") parameters.set("due", options.due);
  return parameters;
}

/** Whether options leave tasks out, whatever their order. */
export const isFiltered = ({ priorities, due }: ViewOptions): boolean => priorities.length > 0 || due !== "any";

/** Whether options leave a task in sight. */
export function isShown({ priority, dueDate }: Task, options: ViewOptions): boolean {
  const hasPriority = options.priorities.length === 0 || options.priorities.includes(priority);
  return hasPriority && (options.due === "any" || (options.due === "set") === (dueDate !== null));
}
