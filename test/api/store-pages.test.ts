import { describe, expect, it } from "vitest";
import { createTask, listAll } from "../api";
import { switchNetwork, titlesOf, traceWorld, writesOf } from "../store/scenes";

describe("a page that is opened", () => {
  it("shows what it came with at once, and what the device has in one more draw, without the network", async () => {
    const { world, calls } = await traceWorld();
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
    const { world } = await traceWorld();
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

describe("without a session", () => {
  it("what is written waits while nobody is signed in, and goes on after", async () => {
    const { world } = await traceWorld();
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
});

describe("signing out", () => {
  it("leaves nothing on the device, in any tab, and lets nothing be written after", async () => {
    const { world, calls } = await traceWorld();
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
    const { world } = await traceWorld();
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
