import { priorityFaces } from "@/components/ui/priority-faces";
import type { ViewOptions } from "@/lib/tasks/view-options";

type Sort = NonNullable<ViewOptions["sort"]>;

const sortNames = {
  position: "Sorted by hand",
  "-position": "Sorted by hand, reversed",
  created: "Oldest first",
  "-created": "Newest first",
  updated: "Longest unchanged first",
  "-updated": "Last changed first",
  due: "Sorted by due date",
  "-due": "Latest due first",
  priority: "Lowest priority first",
  "-priority": "Highest priority first",
  title: "Sorted by title",
  "-title": "Sorted by title, from Z",
} as const satisfies Record<Sort, string>;

export const dueNames = { any: "Any", set: "With a date", none: "Without a date" } as const;

/** What options say, in words; empty for none. */
export function describeOptions({ sort, priorities, due }: ViewOptions): string[] {
  const chosen = priorities.toReversed().map((priority) => priorityFaces[priority].name);
  return [
    ...(chosen.length > 0 ? [`Priority: ${chosen.join(", ")}`] : []),
    ...(due === "any" ? [] : [dueNames[due]]),
    ...(sort ? [sortNames[sort]] : []),
  ];
}
