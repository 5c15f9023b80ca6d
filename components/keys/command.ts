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

/** The tasks that a command acts on: the selection if there is one, else the active row, else the task that is open; its panel comes first while the focus is in there. */
export function getTargets({ workspace, place, store }: CommandContext): Task[] {
  const { selectedIds } = workspace.get();
  const { byId } = store.getSnapshot();
  const activeId = getActiveRow(workspace);
  const selected = workspace.rows.filter((id) => selectedIds.has(id));
  const [nearest, other] = isInPanel() ? [place.taskId, activeId] : [activeId, place.taskId];
  const ids = selected.length > 0 ? selected : [nearest ?? other ?? ""];
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The active row, if it is on the screen. */
export function getActiveRow({ get, rows }: Workspace): string | null {
  const { activeId } = get();
  return activeId !== null && rows.includes(activeId) ? activeId : null;
}
