import { describe, expect, it } from "vitest";
import { createTask, listAll } from "../api";
import { switchNetwork, titlesOf, traceWorld, writesOf } from "../store/scenes";

describe("what is written", () => {
  it("offline, 250 tasks, arrives in three calls and in order", async () => {
    const { world, calls } = await traceWorld();
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
    const { world, calls } = await traceWorld();
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
    const { world, calls } = await traceWorld();
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
    const { world, calls } = await traceWorld();
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
});
