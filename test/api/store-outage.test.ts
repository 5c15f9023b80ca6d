import { describe, expect, it } from "vitest";
import { createPerson, listAll } from "../api";
import { ServerLog } from "../store/log";
import { pass } from "../store/scenes";
import { type Tab, World } from "../store/world";

function unavailable(headers: Record<string, string> = {}): Response {
  const problem = { code: "unavailable", status: 503, requestId: "1" };
  return Response.json(problem, { status: 503, headers: { ...headers, "content-type": "application/problem+json" } });
}

/** A device with tabs that have read everything, and the moments at which any of them calls. */
async function openTabs(count: number): Promise<{ world: World; tabs: Tab[]; calls: number[] }> {
  const world = new World(await createPerson(), new ServerLog());
  const device = world.addDevice();
  const tabs = Array.from({ length: count }, () => world.openTab(device));
  await world.runAll();
  return { world, tabs, calls: [] };
}

function breakDown({ world, calls }: { world: World; calls: number[] }, headers?: Record<string, string>): void {
  world.intercept = () => {
    calls.push(world.now);
    return unavailable(headers);
  };
}

const gaps = (calls: number[]) => calls.slice(1).map((at, index) => at - (calls[index] ?? 0));

describe("while the server is not there", () => {
  it("one tab of the browser tries, less and less often; once it is back all are in step", async () => {
    const outage = await openTabs(4);
    const { world, tabs, calls } = outage;
    breakDown(outage, { "retry-after": "1" });
    for (const [index, { store }] of tabs.entries()) void store.actions.create({ title: `${index}` });
    await world.runAll();
    await pass(world, 5 * 60_000);
    expect(calls.length).toBeLessThan(25);
    expect(Math.min(...gaps(calls))).toBeGreaterThanOrEqual(1_000);
    world.intercept = undefined;
    await pass(world, 90_000);
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["0", "1", "2", "3"]);
    for (const { store } of tabs)
      expect(store.getSnapshot()).toMatchObject({ unsent: 0, sync: { isOnline: true, activity: "idle" } });
    expect(world.errors).toEqual([]);
  });

  it("every tab says so, one that is opened meanwhile too", async () => {
    const { world, tabs } = await openTabs(2);
    world.intercept = () => {
      throw new TypeError("offline");
    };
    void tabs[0]?.store.actions.create({ title: "mine" });
    await world.runAll();
    const late = world.openTab(world.devices[0] ?? world.addDevice());
    await world.runAll();
    for (const { store } of [...tabs, late]) expect(store.getSnapshot().sync.isOnline).toBe(false);
    world.intercept = undefined;
    await pass(world, 90_000);
    for (const { store } of [...tabs, late]) expect(store.getSnapshot().sync.isOnline).toBe(true);
  });

  it("another tab takes over from one that is closed, and does not begin anew", async () => {
    const outage = await openTabs(3);
    const { world, tabs, calls } = outage;
    breakDown(outage, { "retry-after": "30" });
    for (const { store } of tabs) void store.actions.create({ title: "mine" });
    await world.runAll();
    expect(calls).toHaveLength(1);
    const holder = tabs.find((tab) => tab === tab.device.lock.holder);
    if (holder) world.crash(holder);
    await world.runAll();
    expect(calls).toHaveLength(1);
    world.intercept = undefined;
    await pass(world, 90_000);
    expect(await listAll(world.person)).toHaveLength(3);
  });

  it("it is tried at once where somebody looks, unless the server has asked for patience", async () => {
    const outage = await openTabs(3);
    const { world, tabs, calls } = outage;
    breakDown(outage);
    for (const { store } of tabs) void store.actions.create({ title: "mine" });
    await pass(world, 120_000);
    for (const tab of tabs) {
      const before = calls.length;
      tab.signal("focus");
      await world.runAll();
      expect(calls.length).toBeGreaterThan(before);
    }
    breakDown(outage, { "retry-after": "30" });
    tabs[0]?.signal("focus");
    await world.runAll();
    const before = calls.length;
    for (const tab of tabs) tab.signal("focus");
    await world.runAll();
    expect(calls).toHaveLength(before);
    world.intercept = undefined;
    await pass(world, 90_000);
    expect(await listAll(world.person)).toHaveLength(3);
  });

  it("a tab that nobody sees does not keep the others from trying, and tries by itself", async () => {
    const outage = await openTabs(1);
    const { world, tabs } = outage;
    const [hidden] = tabs;
    if (!hidden) throw new Error("no tab");
    breakDown(outage, { "retry-after": "30" });
    void hidden.store.actions.create({ title: "mine" });
    await world.runAll();
    expect(hidden.device.lock.holder).toBe(hidden);
    hidden.isVisible = false;
    hidden.signal("hidden");
    await world.runAll();
    expect(hidden.device.lock.holder).toBeUndefined();
    world.intercept = undefined;
    await pass(world, 90_000);
    expect(await listAll(world.person)).toHaveLength(1);
  });

  it("it is heard for an hour if it asks for more patience, and no timer overflows", async () => {
    const outage = await openTabs(1);
    const { world, tabs } = outage;
    for (const patience of ["86400", "99999999999", "9".repeat(400)]) {
      breakDown(outage, { "retry-after": patience });
      void tabs[0]?.store.actions.create({ title: "mine" });
      await world.runAll();
      world.intercept = undefined;
      await pass(world, 3_000_000);
      expect(tabs[0]?.store.getSnapshot().unsent).toBe(1);
      await pass(world, 1_000_000);
      expect(tabs[0]?.store.getSnapshot().unsent).toBe(0);
    }
  });
});
