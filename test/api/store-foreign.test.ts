import { describe, expect, it } from "vitest";
import { createTask, listAll, taskOf } from "../api";
import { openWorld } from "../store/scenes";
import type { Tab, World } from "../store/world";

const json =
  (status: number, body: unknown, type = "application/json") =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { "content-type": type } });
const problem = (status: number, body: unknown) => json(status, body, "application/problem+json");
const page = (status: number) => () =>
  new Response("<!doctype html><title>Welcome</title>", { status, headers: { "content-type": "text/html" } });
const requestId = "1";
const task = { title: "x", description: "", completed: false, priority: "none", position: "a0" };

/** What firewalls, portals and other people's servers answer in the API's place. */
const foreign: Record<string, () => Response> = {
  "a login page": page(200),
  "a page that forbids": page(403),
  "a page that finds nothing": page(404),
  "a gateway's page": page(502),
  "a page that asks for a password": page(401),
  "nothing, with success": () => new Response(null, { status: 204 }),
  "an empty object": json(200, {}),
  "an empty list": json(200, []),
  "no value": json(200, null),
  "a portal's words": json(200, { status: "ok", url: "https://portal.example" }),
  "changes without their kinds": json(200, { items: [{ id: "1" }], deleted: [], revision: 9, hasMore: false }),
  "changes of another kind": json(200, { items: {}, deleted: [], revision: 9, hasMore: false }),
  "results that are none": json(200, { results: [] }),
  "a task without a revision": json(200, { ...task, id: "00000000-0000-4000-8000-000000000000" }),
  "a refusal in JSON": json(403, { error: "blocked by policy" }),
  "a missing route in JSON": json(404, { message: "no Route matched with those values" }),
  "a validation in JSON": json(422, { detail: [{ msg: "field required" }] }),
  "our own code as plain JSON": json(404, { code: "not_found", status: 404, requestId }),
  "another API's problem": problem(403, { type: "about:blank", title: "Forbidden", status: 403 }),
  "a code that is not ours": problem(409, { code: "conflict", status: 409, requestId }),
  "a code of another status": problem(404, { code: "validation_failed", status: 404, requestId }),
  "a problem that says another status": problem(404, { code: "not_found", status: 410, requestId }),
  "a problem of no request": problem(404, { code: "not_found", status: 404 }),
  "a name of the language as its code": problem(422, { code: "constructor", status: 422, requestId }),
  "a conflict in JSON": json(409, { code: "already_exists" }),
  "a precondition in JSON": json(412, { code: "precondition_failed" }),
  "a resync in JSON": json(410, { code: "resync_required" }),
  "a gateway without a token": json(401, { message: "Unauthorized" }),
  "a gateway that knows no token": json(401, { code: "token_expired", status: 401 }),
  "a gateway with Better Auth's code": json(401, { code: "UNAUTHORIZED", message: "Unauthorized", status: 401 }),
  "Better Auth's words of no type": json(401, { code: "UNAUTHORIZED", message: "Unauthorized" }, "text/plain"),
};

/** Lets time go by until nothing waits any more. */
async function rest(world: World, tab: Tab): Promise<void> {
  for (let times = 0; times < 250; times++) {
    await world.runAll();
    if (tab.store.getSnapshot().unsent === 0) return;
    await world.tick();
  }
  throw new Error("it does not come to rest");
}

describe("what answers in the API's place", () => {
  it.each(Object.entries(foreign))("is no verdict, and nothing is lost: %s", async (_, answer) => {
    const { world, tab } = await openWorld();
    const [text, trashed, gone, back] = await Promise.all([1, 2, 3, 4].map(() => createTask(world.person)));
    if (!text || !trashed || !gone || !back) throw new Error("no tasks");
    await world.person.call("DELETE", `/api/tasks/${back.id}`);
    const deleted = await createTask(world.person);
    await world.person.call("DELETE", `/api/tasks/${deleted.id}?permanent=true`);
    tab.store.resume();
    await world.runAll();
    const edits = [
      () => tab.store.actions.update(text.id, { title: "mine" }),
      () => tab.store.actions.trash([trashed.id]),
      () => tab.store.actions.destroy([gone.id]),
      () => tab.store.actions.restore([back.id]),
      () => tab.store.actions.create({ title: "alone" }).stored,
      () => tab.store.actions.create({ title: "one" }, { title: "two" }).stored,
    ];
    // Each is the first that is sent, with the foreign answer to everything, or to all but the token.
    for (const [index, edit] of edits.entries()) {
      world.intercept = (_method, url) => (index % 2 === 0 && url === "/api/auth/token" ? undefined : answer());
      if (index % 2 === 1) tab.store.resume();
      void edit();
      const { tasks } = tab.store.getSnapshot();
      for (let times = 0; times < 4; times++) {
        await world.runAll();
        await world.tick();
      }
      const { problems, unsent, sync, ...shown } = tab.store.getSnapshot();
      expect([problems, unsent > 0, sync.isSignedOut]).toEqual([[], true, false]);
      expect(shown.tasks).toEqual(tasks);
      world.intercept = undefined;
      tab.store.resume();
      await rest(world, tab);
    }
    const server = await listAll(world.person);
    expect(server.map(({ title }) => title).sort()).toEqual([back.title, "alone", "mine", "one", "two"].sort());
    expect(taskOf(await world.person.call("GET", `/api/tasks/${trashed.id}`)).deletedAt).not.toBeNull();
    expect((await world.person.call("GET", `/api/tasks/${gone.id}`)).status).toBe(404);
    expect(tab.store.getSnapshot().problems).toEqual([]);
    expect(world.errors).toEqual([]);
  });
});
