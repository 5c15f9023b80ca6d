import type { dueState } from "@/lib/tasks/dates";

/** The colour of a due date: red when it has passed, green today, and as calm as its surroundings otherwise. */
export const dueColor = (state: ReturnType<typeof dueState>, calm: string): string =>
  ({ overdue: "text-high", today: "text-done", later: calm })[state];
