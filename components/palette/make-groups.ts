import { type Command, type CommandContext, getTargets, labelCommand } from "@/components/keys/command";
import { type CommandId, commandEntries, findCommand } from "@/components/keys/commands";
import type { Task } from "@/lib/contract/task";
import { readWords } from "@/lib/tasks/search";
import { findTasks } from "./find-tasks";
import { rankLabel } from "./rank";

/** A line of the palette. The id is that of its element too. */
export type Item =
  | { id: string; kind: "command"; command: CommandId; label: string }
  | { id: string; kind: "task"; task: Task }
  | { id: string; kind: "add"; text: string }
  | { id: string; kind: "all"; text: string; total: number };

export type Group = { id: string; title: string; items: Item[] };

type CommandItem = Extract<Item, { kind: "command" }>;

const shownTasks = 50;

/** What the palette offers for what was typed, the best first. */
export function makeGroups(context: CommandContext, tasks: readonly Task[], text: string): Group[] {
  const words = readWords(text);
  const commands = makeCommandGroups(context, words);
  if (words.length === 0) return commands;
  return [...commands, ...makeTaskGroup(tasks, words, text), makeAddGroup(text)];
}

function makeCommandGroups(context: CommandContext, words: readonly string[]): Group[] {
  const found = commandEntries.flatMap(([id]) => {
    const command = findCommand(id);
    const rank = rankCommand(command, context, words);
    return rank > 0 ? { id, command, rank, label: labelCommand(command, context) } : [];
  });
  const toGroup = (id: string, title: string, names: readonly Command["group"][]) => {
    const own = found
      .filter(({ command }) => names.includes(command.group))
      .sort((one, other) => other.rank - one.rank);
    const items = own.map(
      ({ id, label }): CommandItem => ({ id: `palette-${id}`, kind: "command", command: id, label }),
    );
    return { id: `palette-${id}`, title, items, rank: own[0]?.rank ?? 0 };
  };
  return [
    toGroup("targets", nameTargets(getTargets(context)), ["Task"]),
    toGroup("views", "Go to", ["Go to"]),
    toGroup("actions", "Actions", ["App", "List"]),
  ]
    .filter(({ items }) => items.length > 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ rank: _, ...group }) => group);
}

function rankCommand(command: Command, context: CommandContext, words: readonly string[]): number {
  if (command.isKeyOnly || !command.isAvailable(context)) return 0;
  return words.length === 0 ? 1 : rankLabel(labelCommand(command, context), command.words ?? "", words);
}

function nameTargets(targets: readonly Task[]): string {
  const [only] = targets;
  return targets.length === 1 && only ? `“${only.title}”` : `${targets.length} tasks`;
}

function makeTaskGroup(all: readonly Task[], words: readonly string[], text: string): Group[] {
  const { tasks, total } = findTasks(all, words, shownTasks);
  const items = tasks.map((task): Item => ({ id: `palette-task-${task.id}`, kind: "task", task }));
  if (total > tasks.length) items.push({ id: "palette-all", kind: "all", text: text.trim(), total });
  return total > 0 ? [{ id: "palette-tasks", title: "Tasks", items }] : [];
}

const makeAddGroup = (text: string): Group => ({
  id: "palette-new",
  title: "New",
  items: [{ id: "palette-add", kind: "add", text: text.trim() }],
});
