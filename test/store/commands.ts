import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Task } from "@/lib/contract/task";
import type { Actions } from "@/lib/store/actions";
import type { OutboxRow } from "@/lib/store/outbox";
import { call, listAll } from "@/test/api";
import { execute } from "@/test/database";
import { type Fate, fates } from "./fates";
import { type Followed, followedFields } from "./log";
import { type Device, settle, type Tab, type World } from "./world";

// Most requests get through.
const mostly: readonly Fate[] = [...fates, "ok", "ok", "ok", "ok"];
const edits = [
  "title",
  "description",
  "priority",
  "due",
  "complete",
  "trash",
  "restore",
  "destroy",
  "emptyTrash",
  "create",
  "createMany",
  "reorder",
  "undo",
  "redo",
  "bulk",
] as const;

/** One thing that happens. Numbers pick, modulo how many there are to pick from. */
export type Command =
  | { type: "step"; pick: number; fate: Fate; times: number }
  | { type: "edit"; device: number; tab: number; edit: (typeof edits)[number]; task: number; value: number }
  | { type: "direct"; edit: "title" | "priority" | "trash" | "destroy" | "create"; task: number }
  | { type: "crash" | "open" | "openStale" | "network" | "session" | "token"; device: number; tab: number }
  | { type: "tick" }
  | { type: "forget" }
  | { type: "rewind" };

const pick = fc.nat({ max: 50 });
const place = { device: fc.nat({ max: 3 }), tab: fc.nat({ max: 1 }) };

export const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant("step" as const),
      pick,
      fate: fc.constantFrom(...mostly),
      times: fc.nat({ max: 6 }),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant("edit" as const),
      ...place,
      edit: fc.constantFrom(...edits),
      task: fc.nat({ max: 7 }),
      value: pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("direct" as const),
      edit: fc.constantFrom("title", "priority", "trash", "destroy", "create"),
      task: fc.nat({ max: 7 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("crash", "open", "openStale", "network", "session", "token"),
      ...place,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("tick" as const) }) },
  { weight: 1, arbitrary: fc.constantFrom({ type: "forget" as const }, { type: "rewind" as const }) },
);

let count = 0;

/** Does one thing in the world. */
export async function perform(world: World, command: Command, stale: Task[]): Promise<void> {
  if (command.type === "step") {
    for (let times = 0; times <= command.times; times++)
      await world.step(command.pick + times, times === 0 ? command.fate : "ok");
    return;
  }
  if (command.type === "tick") return void (await world.tick());
  if (command.type === "direct") return writeDirectly(world, command.edit, command.task);
  if (command.type === "forget") return forgetDeletions(world);
  if (command.type === "rewind") return restoreBackup(world);
  return performOnDevice(world, command, stale);
}

type DeviceCommand = Extract<Command, { device: number }>;

async function performOnDevice(world: World, command: DeviceCommand, stale: Task[]): Promise<void> {
  const device = world.devices[command.device % world.devices.length];
  const tab = device?.tabs[command.tab % Math.max(1, device.tabs.length)];
  if (!device) return;
  if (command.type === "open") void world.openTab(device, { tasks: (await listAll(world.person)).slice(0, 5) });
  if (command.type === "openStale") void world.openTab(device, { tasks: stale.slice(0, 5) });
  if (command.type === "crash" && tab) world.crash(tab);
  if (command.type === "network") switchNetwork(device, !device.isOnline);
  if (command.type === "session") device.hasSession = !device.hasSession;
  if (command.type === "token") device.hasStaleToken = true;
  if (command.type === "edit" && tab) await act(world, tab, (actions) => edit(actions, tab, command));
}

function switchNetwork(device: Device, isOnline: boolean): void {
  device.isOnline = isOnline;
  for (const tab of device.tabs) tab.signal(isOnline ? "online" : "offline");
}

const asMap = (tab: Tab) => new Map(tab.store.getSnapshot().tasks.map((task) => [task.id, task]));

/** Does what a person does, and notes what he sees change. */
async function act(world: World, tab: Tab, run: (actions: Actions) => void): Promise<void> {
  const before = asMap(tab);
  run(tab.store.actions);
  const after = asMap(tab);
  await settle();
  const turn = tab.asked;
  world.log.intend(tab.device.name, [before, after], () => tab.done.get(turn));
}

type Edit = Extract<Command, { type: "edit" }>;

function edit(actions: Actions, tab: Tab, { edit, task: index, value }: Edit): void {
  const { tasks } = tab.store.getSnapshot();
  const task = tasks[index % Math.max(1, tasks.length)];
  const other = tasks[(index + 3) % Math.max(1, tasks.length)];
  const unique = `${edit} ${++count}`;
  if (edit === "create") actions.create({ title: unique, priority: "low", completed: value % 3 === 0 });
  if (edit === "createMany") actions.create(...[1, 2, 3].map((number) => ({ title: `${unique}.${number}` })));
  if (edit === "undo") actions.undo();
  if (edit === "redo") actions.redo();
  if (!task || !other) return;
  const ids = [task.id, other.id];
  const priority = (["none", "low", "medium", "high"] as const)[value % 4];
  const dueDate = value % 4 === 0 ? null : `20${30 + (count % 60)}-01-0${(value % 9) + 1}`;
  if (edit === "title") actions.update(task.id, { title: unique });
  if (edit === "description")
    actions.update(task.id, { description: unique, ...(value % 2 === 0 && { title: `${unique}!` }) });
  if (edit === "priority" && priority) actions.update(task.id, { priority, ...(value % 5 === 0 && { title: unique }) });
  if (edit === "due") actions.update(task.id, value % 5 === 1 ? { dueTime: "10:00" } : { dueDate });
  if (edit === "complete") actions.complete([task.id], value % 3 !== 0);
  if (edit === "trash") actions.trash([task.id]);
  if (edit === "restore") actions.restore([task.id]);
  if (edit === "destroy") actions.destroy([task.id]);
  if (edit === "emptyTrash") actions.emptyTrash();
  if (edit === "reorder" && task !== other)
    actions.reorder(task.id, value % 2 === 0 ? { after: other.id } : { before: other.id });
  if (edit === "bulk")
    value % 2 === 0 ? actions.complete(ids) : actions.updateMany(new Map(ids.map((id) => [id, { priority: "high" }])));
}

/** Another program writes, through the API. */
async function writeDirectly({ person, log }: World, edit: string, index: number): Promise<void> {
  const tasks = await listAll(person);
  const task = tasks[index % Math.max(1, tasks.length)];
  const send = async (method: string, url: string, body?: unknown) => {
    const raw =
      body === undefined ? {} : { raw: JSON.stringify(body), headers: { "content-type": "application/json" } };
    log.record("program", method, url, raw.raw, await call(method, url, { token: person.token, ...raw }));
  };
  if (edit === "create") return send("POST", "/api/tasks", { title: `program ${++count}` });
  if (!task) return;
  if (edit === "title") await send("PATCH", `/api/tasks/${task.id}`, { title: `program ${++count}` });
  if (edit === "priority")
    await send("PATCH", `/api/tasks/${task.id}`, { priority: "medium", dueDate: null, dueTime: null });
  if (edit === "trash") await send("DELETE", `/api/tasks/${task.id}`);
  if (edit === "destroy") await send("DELETE", `/api/tasks/${task.id}?permanent=true`);
}

/** Deletions are forgotten, as after 90 days: who has not heard of them is 410. */
async function forgetDeletions({ person }: World): Promise<void> {
  await execute(sql`update user_clock set horizon = revision where user_id = ${person.id}`);
  await execute(sql`delete from task_tombstone where user_id = ${person.id}`);
}

/** The numbers after a restore from a backup that happened to be fresh. */
async function restoreBackup({ person }: World): Promise<void> {
  const floor = 1_000_000_000;
  await execute(sql`update task set revision = revision + ${floor} where user_id = ${person.id}`);
  await execute(sql`update task_tombstone set revision = revision + ${floor} where user_id = ${person.id}`);
  await execute(
    sql`update user_clock set revision = revision + ${floor}, horizon = revision + ${floor} where user_id = ${person.id}`,
  );
}

/** The network is back, people sign in, and decide what they are asked, until nothing waits any more. */
export async function heal(world: World): Promise<void> {
  for (const device of world.devices) {
    device.hasSession = true;
    switchNetwork(device, true);
    if (device.tabs.length === 0) world.openTab(device);
  }
  for (let round = 0; round < 60; round++) {
    await world.runAll();
    let isDone = true;
    for (const device of world.devices) {
      for (const tab of device.tabs) {
        isDone &&= tab.store.getSnapshot().unsent === 0 && tab.store.getSnapshot().sync.activity === "idle";
        await decide(world, tab, round);
        tab.store.resume();
      }
      await world.runAll();
    }
    if (isDone) return world.runAll();
    await world.tick();
  }
  throw new Error("it does not heal");
}

/** A fixed way to answer: retry first, then discard; mine, theirs and both by turns. */
async function decide(world: World, tab: Tab, round: number): Promise<void> {
  const { problems, marks } = tab.store.getSnapshot();
  for (const id of problems) {
    const mark = marks.get(id);
    if (mark?.kind === "failed" && round < 2) void tab.store.actions.retry(id);
    else if (mark?.kind === "failed") {
      await surface(world, tab.device, id, () => true);
      void tab.store.actions.discard(id);
    } else if (mark?.kind === "conflict") {
      await surface(world, tab.device, id, ({ state }) => state === "conflict");
      const title = (["mine", "theirs"] as const)[round % 2] ?? "mine";
      const description = (["mine", "theirs", "both"] as const)[round % 3] ?? "mine";
      void tab.store.actions.resolve(id, { title, description });
    }
    await world.runAll();
  }
}

/** Notes what the person is told of a task's rows. */
async function surface({ log }: World, device: Device, id: string, passes: (row: OutboxRow) => boolean): Promise<void> {
  const { rows } = await device.storage.load();
  for (const row of rows.filter((row) => row.taskId === id && passes(row))) {
    const values: Partial<Record<Followed, string | boolean | null>> =
      row.op === "create" ? row.task : row.op === "update" ? row.patch : {};
    for (const field of followedFields) {
      const value = values[field];
      if (value !== undefined) log.surface(device.name, id, field, value);
    }
    if (row.op === "create") log.surface(device.name, id, "exists", true);
    if (row.op !== "update" && row.op !== "destroy") log.surface(device.name, id, "trashed", row.op === "trash");
  }
}
