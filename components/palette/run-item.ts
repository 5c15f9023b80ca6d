import { navigate } from "@/components/app/place";
import { type Place, writePlace } from "@/components/app/views";
import type { CommandContext } from "@/components/keys/command";
import { findCommand } from "@/components/keys/commands";
import { waitForParser } from "@/components/quick-add/parser";
import type { Item } from "./make-groups";

/** Does what a line of the palette says. */
export function runItem(item: Item, context: CommandContext): void {
  switch (item.kind) {
    case "command": {
      const command = findCommand(item.command);
      if (command.isAvailable(context)) command.run(context);
      return;
    }
    case "task":
      navigate(writeTask(context.place, item.task.id));
      return;
    case "all":
      navigate(`/search?${new URLSearchParams({ q: item.text })}`);
      return;
    case "add":
      void addTask(item.text, context);
  }
}

const withoutList: readonly Place["view"][] = ["settings", "browse", "tasks"];

/** A task opens beside the list that is there, or else on its own page. */
const writeTask = (place: Place, id: string) =>
  withoutList.includes(place.view) ? `/tasks/${id}` : writePlace(place, id);

async function addTask(text: string, { commands, place, reader }: CommandContext): Promise<void> {
  const day = place.view === "today" ? reader.today : null;
  // Offline its code may be missing; then the words are the title.
  const parser = await waitForParser();
  const task = parser?.parseQuickAdd(text, { ...reader, now: new Date().toISOString() });
  const { title, dueDate, dueTime, priority } = task ?? { title: text, dueDate: null, dueTime: null, priority: "none" };
  commands.add([{ title, dueDate: dueDate ?? day, dueTime, priority }]);
}
