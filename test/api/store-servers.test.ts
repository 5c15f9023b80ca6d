import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { errorStatus } from "@/lib/contract/error-status";
import type { ErrorCode } from "@/lib/contract/errors";
import { createTask, listAll, taskOf } from "../api";
import { execute } from "../database";
import { openWorld, pass } from "../store/scenes";
import type { World } from "../store/world";

type Intercept = NonNullable<World["intercept"]>;

function problem(code: ErrorCode, errors?: { pointer: string; code: string }[]): Response {
  const status = errorStatus[code];
  const headers = { "content-type": "application/problem+json" };
  return new Response(JSON.stringify({ code, status, requestId: "1", errors }), { status, headers });
}

const refuseField = (name: string) => problem("validation_failed", [{ pointer: `/${name}`, code: "unknown_field" }]);

/** How many calls a minute takes. */
async function countCalls(world: World, intercept?: Intercept): Promise<number> {
  let count = 0;
  world.intercept = (...call) => {
    count++;
    return intercept?.(...call);
  };
  await pass(world, 60_000);
  world.intercept = undefined;
  return count;
}

describe("a server that is older than the device", () => {
  it("whose database was put back is asked again after a while, and the text in question is not lost", async () => {
    const { world, tab } = await openWorld();
    const { id } = await createTask(world.person, { title: "once" });
    for (const title of ["twice", "thrice"]) await world.person.call("PATCH", `/api/tasks/${id}`, { body: { title } });
    tab.store.resume();
    await world.runAll();
    await execute(sql`update task set revision = 1, title = 'once' where user_id = ${world.person.id}`);
    await execute(sql`update user_clock set revision = 1, horizon = 0 where user_id = ${world.person.id}`);
    void tab.store.actions.update(id, { title: "mine" });
    expect(await countCalls(world)).toBeLessThan(30);
    expect(tab.store.getSnapshot().marks.get(id)).toMatchObject({
      kind: "conflict",
      mine: { title: "mine" },
      theirs: { title: "once" },
    });
  });

  it("that still has what was deleted since is asked again after a while", async () => {
    const { world, tab } = await openWorld();
    const task = await createTask(world.person, { title: "once" });
    tab.store.resume();
    await world.runAll();
    tab.device.isOnline = false;
    tab.signal("offline");
    void tab.store.actions.update(task.id, { title: "mine" });
    await world.person.call("DELETE", `/api/tasks/${task.id}?permanent=true`);
    tab.device.isOnline = true;
    tab.signal("online");
    const isRead: Intercept = (method, url) =>
      method === "GET" && url.endsWith(task.id) ? Response.json(task) : undefined;
    expect(await countCalls(world, isRead)).toBeLessThan(30);
    await pass(world, 60_000);
    expect(tab.store.getSnapshot().marks.get(task.id)).toMatchObject({ kind: "failed", isGone: true });
  });

  it.each<[string, Intercept]>([
    [
      "by turns with a newer one, which pages otherwise",
      (_, url) => {
        if (!url.includes("/changes")) return undefined;
        const page = { items: [], deleted: [], revision: 2 ** 52, hasMore: true };
        return url.includes("since=0&") ? Response.json(page) : problem("resync_required");
      },
    ],
    ["that has no copy at all", (_, url) => (url.includes("/changes") ? problem("resync_required") : undefined)],
    [
      "that says there is more, and never what",
      (_, url) => {
        const since = Number(/since=(\d+)/.exec(url)?.[1]);
        if (Number.isNaN(since)) return undefined;
        return Response.json({ items: [], deleted: [], revision: since, hasMore: true });
      },
    ],
    ["that does not follow changes", (_, url) => (url.includes("/changes") ? problem("not_found") : undefined)],
  ])("%s is asked less and less often, and what is written is sent", async (_, intercept) => {
    const { world, tab } = await openWorld();
    await createTask(world.person, { title: "theirs" });
    void tab.store.actions.create({ title: "mine" });
    tab.store.resume();
    expect(await countCalls(world, intercept)).toBeLessThan(40);
    await pass(world, 90_000);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [], tasks: await listAll(world.person) });
  });

  it.each<[string, Intercept]>([
    [
      "a field",
      (_, __, body) => (JSON.stringify(body)?.includes('"priority":"high"') ? refuseField("priority") : undefined),
    ],
    ["a method", (method) => (method === "PATCH" ? problem("method_not_allowed") : undefined)],
    ["a media type", (method) => (method === "PATCH" ? problem("unsupported_media_type") : undefined)],
  ])("gets later what it does not know, %s, and everything else at once", async (_, intercept) => {
    const { world, tab } = await openWorld();
    const task = await createTask(world.person);
    tab.store.resume();
    await world.runAll();
    world.intercept = intercept;
    void tab.store.actions.update(task.id, { title: "new", priority: "high" });
    void tab.store.actions.create({ title: "another" });
    await world.runAll();
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual([task.title, "another"]);
    expect(await countCalls(world, intercept)).toBeLessThan(40);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 1, problems: [] });
    await pass(world, 90_000);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
    expect((await listAll(world.person))[0]).toMatchObject({ title: "new", priority: "high" });
  });

  it("that does not know how to delete for good in a batch is sent each deletion by itself", async () => {
    const { world, tab } = await openWorld();
    const { ids } = tab.store.actions.create(...Array.from({ length: 30 }, (_, index) => ({ title: `${index}` })));
    await world.runAll();
    const writes: string[] = [];
    world.intercept = (method, _, body) => {
      if (method !== "GET") writes.push(method);
      const { operations = [] } = Object(body) as { operations?: { op: string }[] }; // what the store has sent
      const errors = operations.flatMap(({ op }, index) =>
        op === "destroy" ? [{ pointer: `/operations/${index}/op`, code: "invalid_union" }] : [],
      );
      return errors.length > 0 ? problem("validation_failed", errors.slice(0, 20)) : undefined;
    };
    void tab.store.actions.destroy(ids);
    tab.store.actions.create({ title: "kept" });
    await world.runAll();
    expect(writes).toEqual(["POST", ...new Array(30).fill("DELETE"), "POST"]);
    expect((await listAll(world.person)).map(({ title }) => title)).toEqual(["kept"]);
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
  });
});

describe("a creation whose key belongs to another request", () => {
  /** A creation that waits on the device, and what has used its key meanwhile. */
  async function reuseKey(makeBody: (id: string) => unknown) {
    const { world, tab } = await openWorld();
    tab.device.isOnline = false;
    tab.signal("offline");
    const fields = { title: "mine", dueDate: "2031-01-01", completed: true, priority: "high" } as const;
    const [id = ""] = tab.store.actions.create(fields).ids;
    await world.runAll();
    const [row] = (await tab.device.storage.load()).rows;
    const headers = { "idempotency-key": row?.key ?? "" };
    const answer = await world.person.call("POST", "/api/tasks", { body: makeBody(id), headers });
    expect(answer.status).toBe(201);
    tab.device.isOnline = true;
    tab.signal("online");
    await world.runAll();
    expect(tab.store.getSnapshot()).toMatchObject({ unsent: 0, problems: [] });
    const task = taskOf(await world.person.call("GET", `/api/tasks/${id}`));
    expect(task).toMatchObject(fields);
    expect(tab.store.getSnapshot().byId.get(id)).toEqual(task);
    return listAll(world.person);
  }

  it("is done if its task is there, and what differs is sent as a change", async () => {
    expect(await reuseKey((id) => ({ id, title: "early", dueDate: "2030-01-01", dueTime: "10:00" }))).toHaveLength(1);
  });

  it("is sent under another key if its task is not there", async () => {
    expect(await reuseKey(() => ({ title: "other" }))).toHaveLength(2);
  });
});
