import { describe, expect, it } from "vitest";
import { getStatus } from "@/lib/store/snapshot";
import { createPerson, createTask, listAll, taskOf } from "../api";
import { ServerLog } from "../store/log";
import { type Tab, World } from "../store/world";

/** A world, and the method, path and status of every call in it. */
async function makeWorld(): Promise<{ world: World; calls: string[] }> {
  const world = new World(await createPerson(), new ServerLog());
  const calls: string[] = [];
  world.trace = (line) => calls.push(line.replace(/^device \d+ (\w+) ([^ ?]*)\S* .*→ (\d+).*$/s, "$1 $2 $3"));
  return { world, calls };
}

const titlesOf = (tab: Tab) => tab.store.getSnapshot().tasks.map(({ title }) => title);
const writesOf = (calls: string[]) =>
  calls.filter((call) => !call.startsWith("GET")).map((call) => call.replace(/[0-9a-f-]{36}/, "{id}"));

function switchNetwork(tab: Tab, isOnline: boolean): void {
  tab.device.isOnline = isOnline;
  tab.signal(isOnline ? "online" : "offline");
}

describe("a page that is opened", () => {
  it("shows what it came with at once, and what the device has in one more draw, without the network", async () => {
    const { world, calls } = await makeWorld();
    const [first, second] = [await createTask(world.person), await createTask(world.person)];
    const device = world.addDevice();
    const before = world.openTab(device);
    await world.runAll();
    switchNetwork(before, false);
    before.store.actions.create({ title: "written offline" });
    await world.runAll();
    world.crash(before);
    calls.length = 0;

    const tab = world.openTab(device, { tasks: [first] });
    expect(titlesOf(tab)).toEqual([first.title]);
    expect(tab.store.getServerSnapshot()).toBe(tab.store.getSnapshot());
    const drawn: string[][] = [];
    tab.store.subscribe(() => drawn.push(titlesOf(tab)));
    await world.runAll();
    expect(drawn).toEqual([[first.title, second.title, "written offline"]]);
    expect(tab.store.getSnapshot().sync).toMatchObject({ isLoaded: true, isOnline: false });
    expect(calls).toEqual([]);

    switchNetwork(tab, true);
    await world.runAll();
    expect(writesOf(calls)).toEqual(["POST /api/tasks 201"]);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, tasks: await listAll(world.person) });
  });

  it("is drawn again only when something has changed", async () => {
    const { world } = await makeWorld();
    await createTask(world.person);
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    const snapshot = tab.store.getSnapshot();
    tab.store.resume();
    await world.runAll();
    expect(tab.store.getSnapshot().tasks).toBe(snapshot.tasks);
    expect(tab.store.getSnapshot().byId).toBe(snapshot.byId);
    expect(tab.store.getSnapshot()).toEqual(snapshot);
  });
});

describe("what is written", () => {
  it("offline, 250 tasks, arrives in three calls and in order", async () => {
    const { world, calls } = await makeWorld();
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    switchNetwork(tab, false);
    for (let count = 0; count < 250; count++) tab.store.actions.create({ title: `${count}` });
    await world.runAll();
    expect(tab.store.getSnapshot().unsent).toBe(250);
    switchNetwork(tab, true);
    await world.runAll();
    expect(writesOf(calls)).toEqual(new Array(3).fill("POST /api/tasks/batch 200"));
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(
      Array.from({ length: 250 }, (_, index) => `${index}`),
    );
  });

  it("to several tasks at once is one call; if one of them refuses, the others are done", async () => {
    const { world, calls } = await makeWorld();
    const tasks = [await createTask(world.person), await createTask(world.person), await createTask(world.person)];
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    const ids = tasks.map(({ id }) => id);
    void tab.store.actions.complete(ids);
    await world.runAll();
    expect(writesOf(calls)).toEqual(["POST /api/tasks/batch 200"]);

    calls.length = 0;
    await world.person.call("DELETE", `/api/tasks/${ids[1]}`);
    void tab.store.actions.updateMany(new Map(ids.map((id) => [id, { priority: "high" }])));
    await world.runAll();
    expect(writesOf(calls)).toEqual([
      "POST /api/tasks/batch 409",
      "PATCH /api/tasks/{id} 200",
      "PATCH /api/tasks/{id} 409",
      "PATCH /api/tasks/{id} 200",
    ]);
    expect(tab.store.getSnapshot()).toMatchObject({ problems: [ids[1]], unsent: 1 });
  });

  it("of a trash of 250 that is emptied, offline too, are three calls", async () => {
    const { world, calls } = await makeWorld();
    const tab = world.openTab(world.addDevice());
    const { ids } = tab.store.actions.create(...Array.from({ length: 250 }, (_, index) => ({ title: `${index}` })));
    void tab.store.actions.trash(ids);
    const [kept = ""] = tab.store.actions.create({ title: "kept" }).ids;
    await world.runAll();
    switchNetwork(tab, false);
    void tab.store.actions.emptyTrash();
    await world.runAll();
    expect(titlesOf(tab)).toEqual(["kept"]);
    calls.length = 0;
    switchNetwork(tab, true);
    await world.runAll();
    expect(writesOf(calls)).toEqual(new Array(3).fill("POST /api/tasks/batch 200"));
    const left = await Promise.all([listAll(world.person), listAll(world.person, "trashed=true")]);
    expect(left.flat().map(({ id }) => id)).toEqual([kept]);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [], byId: { size: 1 } });
  });

  it.each([
    ["some of it", 40],
    ["all of it", 100],
  ])("of a trash that is emptied is done where another device was faster: %s", async (_, count) => {
    const { world, calls } = await makeWorld();
    const tab = world.openTab(world.addDevice());
    const { ids } = tab.store.actions.create(...Array.from({ length: 100 }, (_, index) => ({ title: `${index}` })));
    void tab.store.actions.trash(ids);
    await world.runAll();
    const operations = ids.filter((_, index) => index % 100 < count).map((id) => ({ op: "destroy", id }));
    await world.person.call("POST", "/api/tasks/batch", { body: { operations: operations.toReversed() } });
    calls.length = 0;
    void tab.store.actions.emptyTrash();
    await world.runAll();
    const again = count === 100 ? [] : ["POST /api/tasks/batch 200"];
    expect(writesOf(calls)).toEqual(["POST /api/tasks/batch 404", ...again]);
    expect(await listAll(world.person, "trashed=true")).toEqual([]);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [], tasks: [] });
  });

  it("says on the task where it is: saving, offline, failed, saved, changed elsewhere", async () => {
    const { world } = await makeWorld();
    const { id } = await createTask(world.person);
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    const status = () => getStatus(tab.store.getSnapshot(), id);
    void tab.store.actions.update(id, { title: "a" });
    expect(status()).toBe("saving");
    switchNetwork(tab, false);
    await world.runAll();
    expect(status()).toBe("offline");
    switchNetwork(tab, true);
    await world.runAll();
    expect(status()).toBe("saved");
    void tab.store.actions.update(id, { dueTime: "10:00" });
    await world.runAll();
    expect(status()).toBe("failed");
    expect(tab.store.getSnapshot().marks.get(id)).toMatchObject({
      failure: { status: 422, code: "validation_failed" },
    });
    void tab.store.actions.update(id, { dueDate: "2030-01-01" });
    await world.runAll();
    expect(status()).toBe("saved");
    await world.person.call("PATCH", `/api/tasks/${id}`, { body: { priority: "low" } });
    tab.store.resume();
    await world.runAll();
    expect(status()).toBe("changed");
    tab.store.acknowledge(id);
    expect(status()).toBe("saved");
  });

  it("over text that changed elsewhere is asked about, with both in sight, and nothing else waits for it", async () => {
    const { world } = await makeWorld();
    const { id } = await createTask(world.person, { title: "seen" });
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    switchNetwork(tab, false);
    void tab.store.actions.update(id, { title: "mine", priority: "high" });
    await world.person.call("PATCH", `/api/tasks/${id}`, { body: { title: "theirs" } });
    switchNetwork(tab, true);
    await world.runAll();
    const mark = tab.store.getSnapshot().marks.get(id);
    expect(mark).toMatchObject({
      kind: "conflict",
      mine: { title: "mine" },
      theirs: { title: "theirs", priority: "high" },
    });
    expect(titlesOf(tab)).toEqual(["mine"]);
    void tab.store.actions.complete([id]);
    await world.runAll();
    const read = async () => taskOf(await world.person.call("GET", `/api/tasks/${id}`));
    expect(await read()).toMatchObject({ title: "theirs", priority: "high", completed: true });
    void tab.store.actions.resolve(id, { title: "mine" });
    await world.runAll();
    expect(await read()).toMatchObject({ title: "mine", completed: true });
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
  });

  it("over text that changed elsewhere since the person began to type is asked about too", async () => {
    const { world } = await makeWorld();
    const { id } = await createTask(world.person, { title: "seen", description: "as it was" });
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    await world.person.call("PATCH", `/api/tasks/${id}`, { body: { title: "theirs", description: "theirs" } });
    tab.signal("focus");
    await world.runAll();
    expect(titlesOf(tab)).toEqual(["theirs"]);
    void tab.store.actions.update(id, { title: "mine" }, { title: "seen", description: "as it was" });
    await world.runAll();
    expect(tab.store.getSnapshot().marks.get(id)).toMatchObject({
      kind: "conflict",
      mine: { title: "mine" },
      theirs: { title: "theirs", description: "theirs" },
    });
    void tab.store.actions.undo();
    await world.runAll();
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
    expect(titlesOf(tab)).toEqual(["theirs"]);
  });

  it("by drops without end into one gap is taken by the server, each one step to undo, and alike on every device", async () => {
    const { world } = await makeWorld();
    const [tab, other] = [world.openTab(world.addDevice()), world.openTab(world.addDevice())];
    const [first = "", ...ids] = tab.store.actions.create(...["a", "b", "c", "d"].map((title) => ({ title }))).ids;
    await world.runAll();
    switchNetwork(tab, false);
    for (let drop = 0; drop < 1_000; drop++) {
      const before = titlesOf(tab);
      void tab.store.actions.reorder(ids[drop % 2] ?? "", { after: first, before: ids[(drop + 1) % 2] ?? "" });
      const expected = drop % 2 === 0 ? ["a", "b", "c", "d"] : ["a", "c", "b", "d"];
      expect(titlesOf(tab)).toEqual(expected);
      if (drop % 50 !== 49) continue;
      tab.store.actions.undo();
      expect(titlesOf(tab)).toEqual(before);
      tab.store.actions.redo();
      expect(titlesOf(tab)).toEqual(expected);
      await world.runAll();
    }
    switchNetwork(tab, true);
    await world.runAll();
    tab.store.resume();
    other.store.resume();
    await world.runAll();
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
    expect(other.store.getSnapshot().tasks).toEqual(tab.store.getSnapshot().tasks);
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["a", "c", "b", "d"]);
  });

  it("behind the last position that there is moves what stands there, and is one step to undo", async () => {
    const { world } = await makeWorld();
    const position = `z${"z".repeat(26 + 101)}`;
    const last = await createTask(world.person, { title: "last", position });
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    tab.store.actions.create({ title: "behind" });
    await world.runAll();
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["last", "behind"]);
    tab.store.actions.undo();
    await world.runAll();
    expect(await listAll(world.person)).toMatchObject([{ id: last.id, position }]);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
  });

  it("waits while nobody is signed in, and goes on after", async () => {
    const { world } = await makeWorld();
    const tab = world.openTab(world.addDevice());
    await world.runAll();
    tab.device.hasSession = false;
    const after = world.openTab(tab.device);
    world.crash(tab);
    after.store.actions.create({ title: "mine" });
    await world.runAll();
    expect(after.store.getSnapshot()).toMatchObject({ unsent: 1, sync: { isSignedOut: true } });
    tab.device.hasSession = true;
    after.store.resume();
    await world.runAll();
    expect(after.store.getSnapshot()).toMatchObject({ unsent: 0, sync: { isSignedOut: false } });
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["mine"]);
  });

  it("can be undone and redone, a creation and a deletion as well", async () => {
    const { world } = await makeWorld();
    const tab = world.openTab(world.addDevice());
    const { actions } = tab.store;
    const [id = ""] = actions.create({ title: "new" }).ids;
    void actions.update(id, { priority: "high" });
    void actions.trash([id]);
    await world.runAll();
    const read = () => tab.store.getSnapshot().byId.get(id);
    expect(actions.undo()).toEqual([id]);
    expect(read()).toMatchObject({ deletedAt: null, priority: "high" });
    actions.undo();
    expect(read()?.priority).toBe("none");
    actions.undo();
    expect(read()?.deletedAt).not.toBeNull();
    for (let count = 0; count < 3; count++) actions.redo();
    await world.runAll();
    expect(taskOf(await world.person.call("GET", `/api/tasks/${id}`)).deletedAt).not.toBeNull();
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, canRedo: false });
  });
});

describe("signing out", () => {
  it("leaves nothing on the device, in any tab, and lets nothing be written after", async () => {
    const { world, calls } = await makeWorld();
    await createTask(world.person);
    const device = world.addDevice();
    const [one, other] = [world.openTab(device), world.openTab(device)];
    await world.runAll();
    switchNetwork(one, false);
    one.store.actions.create({ title: "unsent" });
    await world.runAll();
    expect(one.store.getSnapshot().unsent).toBe(1);
    await one.store.clear();
    await world.runAll();
    for (const { store } of [one, other])
      expect(store.getSnapshot()).toMatchObject({ tasks: [], unsent: 0, sync: { isCleared: true } });
    expect(await device.storage.load()).toMatchObject({ tasks: [], rows: [] });
    await expect(other.store.actions.create({ title: "late" }).stored).rejects.toThrow();
    switchNetwork(other, true);
    await world.runAll();
    expect(writesOf(calls)).toEqual([]);
    expect(await device.storage.load()).toMatchObject({ tasks: [], rows: [] });
  });
});

describe("two tabs of one device", () => {
  it("are in step without the network", async () => {
    const { world } = await makeWorld();
    const { id } = await createTask(world.person);
    const device = world.addDevice();
    const [one, other] = [world.openTab(device), world.openTab(device)];
    await world.runAll();
    for (const tab of device.tabs) switchNetwork(tab, false);
    void one.store.actions.update(id, { title: "from one" });
    await world.runAll();
    expect(titlesOf(other)).toEqual(["from one"]);
    void other.store.actions.update(id, { priority: "low" });
    await world.runAll();
    expect(one.store.getSnapshot().tasks).toEqual(other.store.getSnapshot().tasks);
    expect((await device.storage.load()).rows).toMatchObject([{ patch: { title: "from one", priority: "low" } }]);
  });
});
