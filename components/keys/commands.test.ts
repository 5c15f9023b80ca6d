import { beforeEach, expect, test, vi } from "vitest";
import { makeContext, makeTask } from "@/test/command-context";
import { type CommandContext, getTargets, labelCommand } from "./command";
import { commandEntries, findCommand } from "./commands";

const at = "2026-11-20T09:00:00.000Z";
const open = makeTask("open", { dueDate: "2026-11-19" });
const done = makeTask("done", { completedAt: at });
const gone = makeTask("gone", { deletedAt: at });
const tasks = [open, done, gone];

beforeEach(() => void vi.stubGlobal("document", { activeElement: null, querySelector: () => null }));

/** As if the focus were in the panel. */
function enterPanel() {
  vi.stubGlobal("HTMLElement", Element);
  vi.stubGlobal("CSS", { escape: String });
  const [inside, row] = [new Element(), new Element()];
  vi.stubGlobal("document", { activeElement: inside, querySelector: () => row });
  return inside;
}

class Element {
  closest = () => this;
}

const listAvailable = (context: CommandContext, group: string) =>
  commandEntries.flatMap(([id]) => {
    const command = findCommand(id);
    return command.group === group && command.isAvailable(context) ? id : [];
  });
const readTargets = (context: CommandContext) => getTargets(context).map(({ id }) => id);

test("a command is about the selection, else the active row, else the open task", () => {
  const href = "/inbox?task=gone";
  const selectedIds = new Set(["done", "open"]);
  expect(readTargets(makeContext({ tasks, href, activeId: "done", selectedIds }))).toEqual(["open", "done"]);
  expect(readTargets(makeContext({ tasks, href, activeId: "done" }))).toEqual(["done"]);
  expect(readTargets(makeContext({ tasks, href }))).toEqual(["gone"]);
  expect(readTargets(makeContext({ tasks }))).toEqual([]);
});

test("with the focus in the panel a command is about its task, unless rows are selected", () => {
  enterPanel();
  const href = "/inbox?task=gone";
  expect(readTargets(makeContext({ tasks, href, activeId: "done" }))).toEqual(["gone"]);
  expect(readTargets(makeContext({ tasks, href, selectedIds: new Set(["done"]) }))).toEqual(["done"]);
});

test("what was decided before counts, wherever the focus is by then", () => {
  const given = { tasks, href: "/inbox?task=done", activeId: "open" };
  const decided = makeContext({ ...given, targetIds: ["open"] });
  enterPanel();
  expect(readTargets(decided)).toEqual(["open"]);
  findCommand("delete").run(decided);
  const { byId } = decided.store.getSnapshot();
  expect([byId.get("open")?.deletedAt, byId.get("done")?.deletedAt]).toEqual([expect.any(String), null]);
});

test("in the panel the picker of dates opens at what has the focus there, not at the active row", () => {
  const context = makeContext({ tasks, href: "/inbox?task=done", activeId: "open" });
  const anchor = enterPanel();
  findCommand("due").run(context);
  expect(context.workspace.get().overlay).toEqual({ name: "due", ids: ["done"], anchor });
});

test("what is opened and edited is what has the focus, and in the palette what it names", () => {
  const given = { tasks, href: "/inbox?task=done", activeId: "open" };
  const isAvailable = (context: CommandContext) => findCommand("open").isAvailable(context);
  expect(isAvailable(makeContext(given))).toBe(true);
  expect(isAvailable(makeContext({ ...given, targetIds: ["done"] }))).toBe(false);
  const context = makeContext({ ...given, targetIds: ["done"] });
  findCommand("edit").run(context);
  expect(context.workspace.get().editingId).toBe("done");
  enterPanel();
  expect(isAvailable(makeContext(given))).toBe(false);
});

test("a row that is no longer on the screen is not acted on", () => {
  const context = makeContext({ tasks, activeId: "open", selectedIds: new Set(["open"]) });
  context.workspace.rows = ["done"];
  expect(readTargets(context)).toEqual([]);
});

test("without a task nothing can be done to one", () => {
  expect(listAvailable(makeContext({ tasks }), "Task")).toEqual([]);
});

test("what can be done to a task that is not in the trash", () => {
  const all = ["open", "complete", "edit", "due", "priorityHigh", "priorityMedium", "priorityLow", "priorityNone"];
  for (const activeId of ["open", "done"])
    expect(listAvailable(makeContext({ tasks, activeId }), "Task")).toEqual([...all, "duplicate", "delete"]);
});

test("a task in the trash can be restored or deleted for good", () => {
  const context = makeContext({ tasks, activeId: "gone", href: "/trash?task=gone" });
  expect(listAvailable(context, "Task")).toEqual(["delete", "restore"]);
  expect(labelCommand(findCommand("delete"), context)).toBe("Delete for good");
});

test("what is in the trash and what is not are never changed together", () => {
  const context = makeContext({ tasks, selectedIds: new Set(["open", "gone"]), activeId: "open" });
  expect(listAvailable(context, "Task")).toEqual(["open"]);
});

test("tasks that are all done are reopened, others completed", () => {
  const label = (...ids: string[]) =>
    labelCommand(findCommand("complete"), makeContext({ tasks, selectedIds: new Set(ids) }));
  expect([label("done"), label("open"), label("done", "open")]).toEqual(["Reopen", "Complete", "Complete"]);
});

test("what is overdue is rescheduled, and nothing else", () => {
  const context = makeContext({ tasks: [...tasks, makeTask("later", { dueDate: "2026-11-20" })] });
  findCommand("rescheduleOverdue").run(context);
  expect(context.workspace.get().overlay).toEqual({ name: "due", ids: ["open"], anchor: null });
  expect(findCommand("rescheduleOverdue").isAvailable(makeContext({ tasks: [done, gone] }))).toBe(false);
});

test("there is a way back only if there is something to leave", () => {
  const isAvailable = (context: CommandContext) => findCommand("back").isAvailable(context);
  expect(isAvailable(makeContext({ tasks }))).toBe(false);
  expect(isAvailable(makeContext({ tasks, href: "/inbox?task=open" }))).toBe(true);
  expect(isAvailable(makeContext({ tasks, selectedIds: new Set(["open"]) }))).toBe(true);
});

test("lists can be sorted, other screens not", () => {
  const hasSort = (href: string) => listAvailable(makeContext({ href }), "List").filter((id) => /^sort|clear/.test(id));
  expect(hasSort("/inbox")).toEqual(["sortDue", "sortPriority", "sortTitle", "sortCreated"]);
  expect(hasSort("/inbox?sort=due")).toEqual(["sortPriority", "sortTitle", "sortCreated", "clearOptions"]);
  expect(hasSort("/settings")).toEqual([]);
});
