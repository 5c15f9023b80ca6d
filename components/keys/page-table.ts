import { navigate } from "@/components/app/place";
import type { Settings } from "@/components/app/settings";
import { type ViewName, writePlace } from "@/components/app/views";
import type { Overlay } from "@/components/app/workspace";
import { focusRow } from "@/components/list/row-focus";
import { clearSelection } from "@/components/list/selection";
import { isSidebarShown } from "@/components/shell/use-sidebar";
import { type Command, type CommandContext, getActiveRow } from "./command";
import { focusAddField, focusSearchField, isTyping, leaveField } from "./focus";

const isAlways = () => true;

const go = (view: ViewName, label: string, keys: readonly string[], words: string): Command => ({
  group: "Go to",
  label,
  keys,
  words: `go view show ${words}`,
  isAvailable: isAlways,
  run: ({ place }) => {
    if (place.view !== view) navigate(`/${view}`);
  },
});

const chooseTheme = (theme: Settings["theme"], label: string): Command => ({
  group: "App",
  label,
  words: "colour color appearance mode night day",
  isAvailable: ({ settings }) => settings.theme !== theme,
  run: ({ changeSettings }) => changeSettings({ theme }),
});

const lay = (overlay: Overlay, label: string, words: string, more: Partial<Command> = {}): Command => ({
  group: "App",
  label,
  words,
  isAvailable: isAlways,
  run: ({ workspace }) => workspace.set({ overlay }),
  ...more,
});

function goBack({ workspace, place }: CommandContext): void {
  if (isTyping()) {
    leaveField();
    const row = getActiveRow(workspace);
    if (row !== null) focusRow(row);
  } else if (workspace.get().selectedIds.size > 0) clearSelection(workspace);
  else if (place.taskId !== null) {
    navigate(writePlace(place, null));
    if (workspace.rows.includes(place.taskId)) focusRow(place.taskId);
  }
}

const countOverdue = ({ store, reader }: CommandContext): string[] =>
  store
    .getSnapshot()
    .tasks.filter(
      ({ dueDate, completedAt, deletedAt }) =>
        dueDate !== null && dueDate < reader.today && completedAt === null && deletedAt === null,
    )
    .map(({ id }) => id);

/** Where one goes, and what is about the whole app. */
export const pageTable = {
  add: {
    group: "App",
    label: "Add task",
    keys: ["Q"],
    words: "new create quick",
    isAvailable: isAlways,
    run: ({ workspace, place, reader }) => {
      const date = place.view === "today" ? reader.today : null;
      if (!focusAddField()) workspace.set({ overlay: { name: "add", date } });
    },
  },
  palette: lay({ name: "palette" }, "Command palette", "", { keys: ["mod+K"], whileTyping: true, isKeyOnly: true }),
  search: {
    group: "Go to",
    label: "Search",
    keys: ["/"],
    words: "go view find",
    isAvailable: isAlways,
    run: ({ place }) => {
      if (place.view === "search") focusSearchField();
      else navigate("/search");
    },
  },
  today: go("today", "Today", ["G T"], "day due overdue"),
  inbox: go("inbox", "Inbox", ["G I"], "all open"),
  upcoming: go("upcoming", "Upcoming", ["G U"], "calendar week later"),
  completed: go("completed", "Completed", ["G C"], "done finished history"),
  trash: go("trash", "Trash", [], "deleted bin"),
  settings: go("settings", "Settings", [], "preferences options theme week keys"),
  undo: {
    group: "App",
    label: "Undo",
    keys: ["Z", "mod+Z"],
    words: "take back revert",
    repeats: true,
    isAvailable: ({ store }) => store.getSnapshot().canUndo,
    run: ({ commands }) => commands.undo(),
  },
  redo: {
    group: "App",
    label: "Redo",
    keys: ["shift+mod+Z", "ctrl+Y"],
    words: "again",
    repeats: true,
    isAvailable: ({ store }) => store.getSnapshot().canRedo,
    run: ({ commands }) => commands.redo(),
  },
  back: {
    group: "App",
    label: "Leave the field, the selection, the task",
    keys: ["Escape"],
    isKeyOnly: true,
    whileTyping: true,
    isAvailable: ({ workspace, place }) => isTyping() || workspace.get().selectedIds.size > 0 || place.taskId !== null,
    run: goBack,
  },
  rescheduleOverdue: {
    group: "App",
    label: "Reschedule overdue tasks",
    words: "late move date",
    isAvailable: (context) => countOverdue(context).length > 0,
    run: (context) => context.workspace.set({ overlay: { name: "due", ids: countOverdue(context), anchor: null } }),
  },
  sidebar: {
    group: "App",
    label: (context) => (context && !isSidebarShown(context.settings) ? "Show the sidebar" : "Hide the sidebar"),
    words: "navigation panel collapse",
    isAvailable: () => matchMedia("(min-width: 48rem)").matches,
    run: ({ settings, changeSettings }) => changeSettings({ sidebar: isSidebarShown(settings) ? "closed" : "open" }),
  },
  themeLight: chooseTheme("light", "Light theme"),
  themeDark: chooseTheme("dark", "Dark theme"),
  themeSystem: chooseTheme("system", "System theme"),
  emptyTrash: lay({ name: "empty-trash" }, "Empty the trash", "delete for good remove all", {
    isAvailable: ({ store }) => store.getSnapshot().tasks.some(({ deletedAt }) => deletedAt !== null),
  }),
  keys: lay({ name: "keys" }, "Keyboard shortcuts", "help sheet", { keys: ["?"] }),
  apiDocs: {
    group: "App",
    label: "API reference",
    words: "docs documentation developer rest",
    isAvailable: isAlways,
    run: () => location.assign("/docs"),
  },
  signOut: lay({ name: "sign-out" }, "Sign out", "log out leave account"),
} satisfies Record<string, Command>;
