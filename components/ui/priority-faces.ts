import type { Task } from "@/lib/contract/task";

/** How a priority is called, its colour in text, and the ring that its tasks' checks wear: by colour and by width. */
export const priorityFaces = {
  high: { name: "High", tone: "text-high", ring: "border-[2.5px] border-high bg-high/10" },
  medium: { name: "Medium", tone: "text-medium-ink", ring: "border-2 border-medium bg-medium/10" },
  low: { name: "Low", tone: "text-low-ink", ring: "border-[1.5px] border-low bg-low/10" },
  none: { name: "No priority", tone: "text-ink-2", ring: "border-[1.25px] border-control" },
} as const satisfies Record<Task["priority"], { name: string; tone: string; ring: string }>;
