import type { TaskCommands } from "@/components/app/task-commands";
import type { Workspace } from "@/components/app/workspace";
import { countTimed, findSpot, type ListSection } from "./list-section";
import { readSections } from "./row-focus";

/** Moves the active row up (-1) or down (1) in its section's manual order; false where it can't go. */
export function reorderActive(workspace: Workspace, commands: TaskCommands, by: -1 | 1): boolean {
  const { activeId } = workspace.get();
  return activeId !== null && reorderRow(workspace, commands, activeId, by);
}

/** Moves a row up (-1) or down (1) in its section's manual order; false where it can't go. */
export function reorderRow(workspace: Workspace, commands: TaskCommands, id: string, by: -1 | 1): boolean {
  const place = findPlaceBy(readSections(workspace), id, by);
  if (place) commands.move(id, place);
  return place !== null;
}

/** Whether a row can be moved up (-1) or down (1) by hand. */
export function canReorder(workspace: Workspace, id: string, by: -1 | 1): boolean {
  return findPlaceBy(readSections(workspace), id, by) !== null;
}

/** The place one step from a row's; null where its section has no manual order, or ends. */
export function findPlaceBy(
  sections: readonly ListSection[],
  id: string,
  by: -1 | 1,
): { after?: string; before?: string } | null {
  const spot = findSpot(sections, id);
  if (!spot?.section.isOrdered) return null;
  return findPlaceAt(spot.section, id, spot.index + by);
}

/**
 * The place in a section at which a task would be the row of that index, the task itself not counted; null where it
 * can't be: among a day's timed tasks, past an end, or where it is already.
 */
export function findPlaceAt(
  section: ListSection,
  id: string,
  index: number,
): { after?: string; before?: string } | null {
  const others = section.tasks.filter((task) => task.id !== id);
  const moved = section.tasks.find((task) => task.id === id);
  const first = countTimed({ ...section, tasks: others });
  if (section.date !== null && moved?.dueTime) return null;
  if (index < first || index > others.length || (moved && section.tasks[index] === moved)) return null;
  const [after, before] = [others[index - 1], others[index]];
  // A timed task is no neighbour: its position says nothing of where it stands.
  const upper = index > first ? after : undefined;
  return { ...(upper && { after: upper.id }), ...(before && { before: before.id }) };
}
