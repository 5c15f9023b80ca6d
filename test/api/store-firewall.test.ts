import { describe, expect, it } from "vitest";
import { createTask, listAll, taskOf } from "../api";
import { openWorld, pass } from "../store/scenes";
import type { World } from "../store/world";

type Intercept = NonNullable<World["intercept"]>;

const say = (status: number, text: string, type: string, headers: Record<string, string> = {}) =>
  new Response(text, { status, headers: { "content-type": type, ...headers } });

/** How firewalls refuse what they take for an attack. */
const refusals: Record<string, () => Response> = {
  "a page that forbids": () => say(403, "<h1>Forbidden</h1>", "text/html"),
  "a page that says it is no good": () => say(406, "<h1>Not Acceptable</h1>", "text/html"),
  "JSON that forbids, and for how long": () =>
    say(403, '{"error":"blocked"}', "application/json", { "retry-after": "9" }),
  "a page that asks for a password": () => say(401, "<h1>Sign in</h1>", "text/html"),
  "a page that pretends all is well": () => say(200, "<title>Request rejected</title>", "text/html"),
  "a page that pretends it can't": () => say(501, "<h1>Not Implemented</h1>", "text/html"),
};

const isAttack = (body: unknown) => /<script>|UNION SELECT/.test(JSON.stringify(body) ?? "");
const guard =
  (refuse: () => Response): Intercept =>
  (_, __, body) =>
    isAttack(body) ? refuse() : undefined;

describe("a change that a firewall refuses", () => {
  it.each(Object.entries(refusals))("waits, and holds up no other task: %s", async (_, refuse) => {
    const { world, tab } = await openWorld();
    const [first, second, third] = [
      await createTask(world.person, { title: "first" }),
      await createTask(world.person, { title: "second" }),
      await createTask(world.person, { title: "third" }),
    ];
    tab.store.resume();
    await world.runAll();
    world.intercept = guard(refuse);
    const { actions } = tab.store;
    void actions.update(first.id, { description: "<script>" });
    void actions.update(second.id, { description: "1 UNION SELECT 2" });
    void actions.update(third.id, { title: "third, edited" });
    actions.create({ title: "a" }, { title: "<script>" }, { title: "b" });
    await world.runAll();
    const read = async () => (await listAll(world.person)).map(({ title, description }) => title + description);
    expect(await read()).toEqual(["first", "second", "third, edited", "a", "b"]);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 3, problems: [], sync: { isSignedOut: false } });
    // While those wait, what is written next goes at once.
    actions.create({ title: "c" });
    await world.runAll();
    expect(await read()).toEqual(["first", "second", "third, edited", "a", "b", "c"]);
    world.intercept = undefined;
    await pass(world, 120_000);
    const all = ["first<script>", "second1 UNION SELECT 2", "third, edited", "a", "<script>", "b", "c"];
    expect(await read()).toEqual(all);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
    expect(world.errors).toEqual([]);
  });

  it("goes once the person has taken out what is refused", async () => {
    const { world, tab } = await openWorld();
    const { id } = await createTask(world.person);
    tab.store.resume();
    await world.runAll();
    world.intercept = guard(() => say(403, "<h1>Forbidden</h1>", "text/html"));
    void tab.store.actions.update(id, { description: "<script>" });
    const [made = ""] = tab.store.actions.create({ title: "<script>" }).ids;
    await world.runAll();
    void tab.store.actions.update(id, { description: "harmless" });
    void tab.store.actions.update(made, { title: "harmless too" });
    await world.runAll();
    expect(await listAll(world.person)).toMatchObject([{ description: "harmless" }, { title: "harmless too" }]);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
  });

  it("is one of many, and those are tried a few at a time, never again and again the same", async () => {
    const { world, tab } = await openWorld();
    let refused = 0;
    world.intercept = guard(() => {
      refused++;
      return say(403, "<h1>Forbidden</h1>", "text/html");
    });
    for (let count = 0; count < 25; count++) tab.store.actions.create({ title: `<script> ${count}` });
    tab.store.actions.create({ title: "harmless" });
    await world.runAll();
    expect(refused).toBeLessThan(15);
    await pass(world, 180_000);
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["harmless"]);
    expect(refused).toBeLessThan(150);
    const before = refused;
    tab.store.actions.create({ title: "late" });
    await world.runAll();
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["harmless", "late"]);
    expect(refused - before).toBeLessThan(10);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 25, problems: [] });
  });

  it("is sent from whichever tab writes next to another task, at once", async () => {
    const { world, tab } = await openWorld();
    const other = world.openTab(tab.device);
    await world.runAll();
    world.intercept = guard(() => say(403, "<h1>Forbidden</h1>", "text/html"));
    tab.store.actions.create({ title: "<script>" });
    await world.runAll();
    other.store.actions.create({ title: "harmless" });
    await world.runAll();
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["harmless"]);
  });
});

describe("a portal that answers everything", () => {
  const portal = () => say(200, "<title>Welcome</title>", "text/html", { "retry-after": "3600", etag: '"17"' });

  it("is asked little, and what was written goes as it would have", async () => {
    const { world, tab } = await openWorld();
    for (const title of ["a", "b", "c"]) tab.store.actions.create({ title });
    let calls = 0;
    world.intercept = () => {
      calls++;
      return portal();
    };
    await pass(world, 60_000);
    expect(calls).toBeLessThan(40);
    const writes: string[] = [];
    world.intercept = (method) => void (method === "GET" || writes.push(method));
    await pass(world, 90_000);
    expect(writes).toEqual(["POST"]);
    expect(await listAll(world.person)).toHaveLength(3);
  });

  it.each([
    ["a page", portal],
    [
      "a page that says it is unavailable",
      () => say(503, "<h1>Sign in first</h1>", "text/html", { "retry-after": "3600" }),
    ],
    [
      "a page that says it is too much",
      () => say(429, "<h1>Sign in first</h1>", "text/html", { "retry-after": "3600" }),
    ],
  ])("asks for an hour of patience in vain: %s", async (_, answer) => {
    const { world, tab } = await openWorld();
    for (const isLookedAt of [true, false]) {
      world.intercept = answer;
      tab.store.actions.create({ title: "mine" });
      await world.runAll();
      world.intercept = undefined;
      if (isLookedAt) tab.signal("online");
      await (isLookedAt ? world.runAll() : pass(world, 121_000));
      expect(tab.store.getSnapshot().unsent).toBe(0);
    }
  });
});

describe("a proxy that takes headers away", () => {
  /** Everything goes through, without the headers that a proxy may drop or change. */
  function strip(world: World): void {
    world.changeAnswer = ({ status, statusText, headers, body }) => {
      const kept = new Headers(headers);
      for (const name of ["etag", "x-request-id"]) kept.delete(name);
      return new Response(body, { status, statusText, headers: kept });
    };
  }

  it("keeps no deletion from being confirmed", async () => {
    const { world, tab } = await openWorld();
    const [trashed, gone] = [await createTask(world.person), await createTask(world.person)];
    tab.store.resume();
    await world.runAll();
    strip(world);
    void tab.store.actions.trash([trashed.id]);
    await world.runAll();
    void tab.store.actions.destroy([gone.id]);
    await world.runAll();
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
    expect(taskOf(await world.person.call("GET", `/api/tasks/${trashed.id}`)).deletedAt).not.toBeNull();
    expect((await world.person.call("GET", `/api/tasks/${gone.id}`)).status).toBe(404);
  });

  it("keeps nobody from hearing that the session is over", async () => {
    const { world, tab } = await openWorld();
    strip(world);
    tab.device.hasSession = false;
    const after = world.openTab(tab.device);
    world.crash(tab);
    await world.runAll();
    expect(after.store.getSnapshot().sync.isSignedOut).toBe(true);
  });

  it.each([
    ["empty", () => new Response(null, { status: 204 })],
    [
      "empty, with a revision's ETag, and a page",
      () => say(200, "<title>Welcome</title>", "text/html", { etag: '"17"' }),
    ],
  ])("is no reason to believe that a stranger has deleted something: %s", async (_, answer) => {
    const { world, tab } = await openWorld();
    const [trashed, gone] = [await createTask(world.person), await createTask(world.person)];
    tab.store.resume();
    await world.runAll();
    world.intercept = (method) => (method === "DELETE" ? answer() : undefined);
    void tab.store.actions.trash([trashed.id]);
    await world.runAll();
    void tab.store.actions.destroy([gone.id]);
    await world.runAll();
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 2, problems: [] });
    world.intercept = undefined;
    await pass(world, 120_000);
    expect(tab.store.getSnapshot().unsent).toBe(0);
    expect(await listAll(world.person)).toEqual([]);
    expect((await world.person.call("GET", `/api/tasks/${gone.id}`)).status).toBe(404);
  });
});
