import type { ViewName } from "@/components/app/views";
import { changeOptions } from "@/components/list/change-options";
import { canReorder, reorderActive } from "@/components/list/reorder";
import { moveActive } from "@/components/list/row-focus";
import { selectAll } from "@/components/list/selection";
import { noOptions, parseViewOptions, type ViewOptions, writeViewOptions } from "@/lib/tasks/view-options";
import { type Command, type CommandContext, getActiveRow } from "./command";
import { isListCovered } from "./focus";

const hasRows = ({ workspace }: CommandContext) => workspace.rows.length > 0 && !isListCovered();

const move = (label: string, keys: readonly string[], by: number, extend: boolean): Command => ({
  group: "List",
  label,
  keys,
  isKeyOnly: true,
  repeats: true,
  isAvailable: hasRows,
  run: ({ workspace }) => moveActive(workspace, by, extend),
});

const reorder = (label: string, key: string, by: -1 | 1): Command => ({
  group: "List",
  label,
  keys: [key],
  words: "order position",
  repeats: true,
  isAvailable: ({ workspace }) => !isListCovered() && canReorder(workspace, getActiveRow(workspace) ?? "", by),
  run: ({ workspace, commands }) => reorderActive(workspace, commands, by),
});

const lists: readonly ViewName[] = ["inbox", "today", "upcoming", "completed", "trash", "search"];
const readOptions = ({ place }: CommandContext) => parseViewOptions(place.parameters);

const sortBy = (sort: ViewOptions["sort"], label: string): Command => ({
  group: "List",
  label,
  words: "order arrange",
  isAvailable: (context) => lists.includes(context.place.view) && readOptions(context).sort !== sort,
  run: (context) => changeOptions({ ...readOptions(context), sort }),
});

/** How the rows are gone through, chosen and ordered. */
export const listTable = {
  next: move("Next task", ["J", "ArrowDown"], 1, false),
  previous: move("Previous task", ["K", "ArrowUp"], -1, false),
  selectDown: move("Select downwards", ["shift+ArrowDown"], 1, true),
  selectUp: move("Select upwards", ["shift+ArrowUp"], -1, true),
  selectAll: {
    group: "List",
    label: "Select all",
    keys: ["mod+A"],
    words: "every mark",
    isAvailable: hasRows,
    run: ({ workspace }) => selectAll(workspace),
  },
  moveUp: reorder("Move up", "alt+ArrowUp", -1),
  moveDown: reorder("Move down", "alt+ArrowDown", 1),
  sortDue: sortBy("due", "Sort by due date"),
  sortPriority: sortBy("-priority", "Sort by priority"),
  sortTitle: sortBy("title", "Sort by title"),
  sortCreated: sortBy("-created", "Sort by newest"),
  clearOptions: {
    group: "List",
    label: "Clear filter and sort",
    words: "order reset show all",
    isAvailable: (context) => writeViewOptions(readOptions(context)).size > 0,
    run: () => changeOptions(noOptions),
  },
} satisfies Record<string, Command>;
