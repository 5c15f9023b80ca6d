import type { Task } from "@/lib/contract/task";

type Priority = Task["priority"];

/** The priorities from the most pressing on, as they are named and as quick add's `!1` counts them. */
export const priorityChoices = [
  { value: "high", label: "High", keys: "1", ring: "border-[2.5px] border-high bg-high/10" },
  { value: "medium", label: "Medium", keys: "2", ring: "border-2 border-medium bg-medium/10" },
  { value: "low", label: "Low", keys: "3", ring: "border-[1.5px] border-low bg-low/10" },
  { value: "none", label: "None", keys: "4", ring: "border-[1.25px] border-control" },
] as const satisfies readonly { value: Priority; label: string; keys: string; ring: string }[];

/** The ring of a priority, as its tasks' checks wear it. */
export const PriorityRing = ({ ring }: { ring: string }) => (
  <span aria-hidden="true" className={`inline-block size-4 rounded-full ${ring}`} />
);
