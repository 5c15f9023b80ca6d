import type { ReaderDay } from "@/components/app/reader";
import type { Settings } from "@/components/app/settings";
import type { TaskCommands } from "@/components/app/task-commands";
import type { Place } from "@/components/app/views";
import type { Workspace } from "@/components/app/workspace";
import type { Task } from "@/lib/contract/task";
import type { Store } from "@/lib/store/store";
import { isInPanel } from "./focus";

/** All that a command may ask and do. */
export type CommandContext = {
  place: Place;
  workspace: Workspace;
  commands: TaskCommands;
  store: Store;
  settings: Settings;
  changeSettings(changes: Partial<Settings>): void;
  reader: ReaderDay;
  /** The tasks to act on where that was decided before: the palette takes the focus, by which it is decided. */
  targetIds?: readonly string[];
};

export const commandGroups = ["Task", "List", "Go to", "App"] as const;

/** Something that a person can do, by a key, in the palette, or both. */
export type Command = {
  group: (typeof commandGroups)[number];
  /** What it is called; without a context, wherever that is. */
  label: string | ((context?: CommandContext) => string);
  /** As `spellPress` spells them; two with a space between follow each other. cmd is a Mac's alone, ctrl every other's. */
  keys?: readonly string[];
  /** Other words by which the palette finds it. */
  words?: string;
  /** It is about what has the focus, and in the palette that is the palette. */
  isKeyOnly?: boolean;
  /** A key that is held down does it again. */
  repeats?: boolean;
  /** Its keys do it while typing too. */
  whileTyping?: boolean;
  isAvailable(context: CommandContext): boolean;
  run(context: CommandContext): void;
};

/** What a command is called here, or at all. */
export const labelCommand = ({ label }: Command, context?: CommandContext): string =>
  typeof label === "string" ? label : label(context);

/** The tasks that a command acts on. */
export function getTargets(context: CommandContext): Task[] {
  const { byId } = context.store.getSnapshot();
  return readTargetIds(context).flatMap((id) => byId.get(id) ?? []);
}

/** What is acted on: the selection if there is one, else the active row, else the task that is open; its panel comes first while the focus is in there. */
export function readTargetIds({ workspace, place, targetIds }: CommandContext): readonly string[] {
  if (targetIds) return targetIds;
  const { selectedIds } = workspace.get();
  const activeId = getActiveRow(workspace);
  const selected = workspace.rows.filter((id) => selectedIds.has(id));
  const [nearest, other] = isInPanel() ? [place.taskId, activeId] : [activeId, place.taskId];
  return selected.length > 0 ? selected : [nearest ?? other].filter((id) => id !== null);
}

/** The one task to open or to edit: that of the panel or the active row, whatever is selected; in the palette the one it names. */
export function readOneTarget({ workspace, place, targetIds }: CommandContext): string | null {
  if (targetIds) return targetIds.length === 1 ? (targetIds[0] ?? null) : null;
  return isInPanel() ? place.taskId : getActiveRow(workspace);
}

/** The active row, if it is on the screen. */
export function getActiveRow({ get, rows }: Workspace): string | null {
  const { activeId } = get();
  return activeId !== null && rows.includes(activeId) ? activeId : null;
}
