import type { Command } from "./command";
import { listTable } from "./list-table";
import { pageTable } from "./page-table";
import { taskTable } from "./task-table";

/** Every action and every view, once: the keyboard, the palette and the sheet of keys are made from it. */
const commands = { ...taskTable, ...listTable, ...pageTable };

export type CommandId = keyof typeof commands;

/** The table in its order. */
// Object.entries forgets which keys the object has.
export const commandEntries = Object.entries(commands) as [CommandId, Command][];

export const findCommand = (id: CommandId): Command => commands[id];
