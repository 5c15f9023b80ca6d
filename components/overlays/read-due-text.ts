import { parseQuickAdd, type QuickAddContext } from "@/lib/tasks/quick-add";

type Due = { dueDate: string; dueTime: string | null };

// What stands before a date in quick add. The second lets numbers and months be dates that are ordinary words elsewhere.
const openings = ["Do", "Do by"];

/** The due that a text is, read as quick add reads one; null when it is none, or more than that. */
export function readDueText(text: string, context: QuickAddContext): Due | null {
  for (const opening of openings) {
    const { title, dueDate, dueTime, priority } = parseQuickAdd(`${opening} ${text.trim()}`, context);
    if (title === "Do" && dueDate !== null && priority === "none") return { dueDate, dueTime };
  }
  return null;
}
