import { describe, expect, it } from "vitest";
import { getStatus } from "@/lib/store/snapshot";
import { createTask, listAll, taskOf } from "../api";
import { switchNetwork, titlesOf, traceWorld } from "../store/scenes";

describe("what is written", () => {
  it("says on the task where it is: saving, offline, failed, saved, changed elsewhere", async () => {
    const { world } = await traceWorld();
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
    const { world } = await traceWorld();
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
    const { world } = await traceWorld();
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
    const { world } = await traceWorld();
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
    const { world } = await traceWorld();
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

  it("can be undone and redone, a creation and a deletion as well", async () => {
    const { world } = await traceWorld();
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
