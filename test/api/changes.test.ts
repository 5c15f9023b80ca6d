import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { changesOf, codeOf, createPerson, createTask, fieldErrorsOf, type Person, taskOf } from "../api";
import { execute } from "../database";

const read = async (person: Person, query: string) =>
  changesOf(await person.call("GET", `/api/tasks/changes?${query}`));

const setHorizon = (person: Person, horizon: number) =>
  execute(sql`update user_clock set horizon = ${horizon} where user_id = ${person.id}`);

describe("GET /api/tasks/changes", () => {
  it("200: nothing for a new person", async () => {
    const person = await createPerson();
    expect(await read(person, "since=0")).toEqual({ items: [], deleted: [], revision: 0, hasMore: false });
  });

  it("200: what changed after since, trashed included, oldest first; each task once, as it is now", async () => {
    const person = await createPerson();
    const [one, two, three] = [await createTask(person), await createTask(person), await createTask(person)];
    await person.call("DELETE", `/api/tasks/${two.id}`);
    const changed = taskOf(await person.call("PATCH", `/api/tasks/${one.id}`, { body: { title: "changed" } }));
    const trashed = taskOf(await person.call("GET", `/api/tasks/${two.id}`));
    const whole = { deleted: [], revision: 5, hasMore: false };
    expect(await read(person, "since=0")).toEqual({ items: [three, trashed, changed], ...whole });
    expect(await read(person, "since=3")).toEqual({ items: [trashed, changed], ...whole });
    expect(await read(person, "since=5")).toEqual({ items: [], ...whole });
  });

  it("200: what was deleted for good is in deleted, but not in a full snapshot", async () => {
    const person = await createPerson();
    const [gone, kept] = [await createTask(person), await createTask(person)];
    await person.call("DELETE", `/api/tasks/${gone.id}?permanent=true`);
    expect(await read(person, "since=0")).toEqual({ items: [kept], deleted: [], revision: 3, hasMore: false });
    const deleted = [{ id: gone.id, revision: 3 }];
    expect(await read(person, "since=1")).toEqual({ items: [kept], deleted, revision: 3, hasMore: false });
    expect(await read(person, "since=3")).toEqual({ items: [], deleted: [], revision: 3, hasMore: false });
  });

  it("200: what was deleted and made again under the same id is not deleted", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    await person.call("DELETE", `/api/tasks/${id}?permanent=true`);
    const again = await createTask(person, { id });
    expect(await read(person, "since=1")).toEqual({ items: [again], deleted: [], revision: 3, hasMore: false });
  });

  it("200: a refused write changes nothing that a follower sees", async () => {
    const person = await createPerson();
    const task = await createTask(person);
    await person.call("PATCH", `/api/tasks/${task.id}`, { body: { title: "x" }, headers: { "if-match": '"7"' } });
    expect(await read(person, "since=0")).toEqual({ items: [task], deleted: [], revision: 1, hasMore: false });
  });

  it("200: limit counts items and deleted together; revision leads on, without a gap", async () => {
    const person = await createPerson();
    const tasks = [];
    for (let count = 0; count < 6; count++) tasks.push(await createTask(person));
    for (const index of [1, 3]) await person.call("DELETE", `/api/tasks/${tasks[index]?.id}?permanent=true`);
    const seen: number[] = [];
    for (let since = 1, hasMore = true; hasMore; ) {
      const page = await read(person, `since=${since}&limit=2`);
      const revisions = [...page.items, ...page.deleted].map(({ revision }) => revision);
      expect(revisions.length).toBeLessThanOrEqual(2);
      seen.push(...revisions.sort((one, other) => one - other));
      ({ revision: since, hasMore } = page);
    }
    expect(seen).toEqual([3, 5, 6, 7, 8]);
  });

  it("200: oldest first, whatever the order on disk", async () => {
    const person = await createPerson();
    const shuffled = [5, 2, 9, 1, 8, 3, 10, 6, 4, 7];
    for (const revision of shuffled) {
      const table = revision % 2 === 0 ? sql`task (title, position, ` : sql`task_tombstone (`;
      const values = revision % 2 === 0 ? sql`'x', 'a0', ` : sql``;
      await execute(
        sql`insert into ${table} user_id, id, revision) values (${values} ${person.id}, gen_random_uuid(), ${revision})`,
      );
    }
    await execute(sql`insert into user_clock (user_id, revision) values (${person.id}, 10)`);
    const seen: number[] = [];
    for (let since = 1; since < 10; ) {
      const { items, deleted, revision } = await read(person, `since=${since}&limit=1`);
      seen.push(...[...items, ...deleted].map((entry) => entry.revision));
      since = revision;
    }
    expect(seen).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await read(person, "since=0&limit=3")).items.map(({ revision }) => revision)).toEqual([2, 4, 6]);
  });

  it("200: a page that is exactly full has no more", async () => {
    const person = await createPerson();
    for (let count = 0; count < 3; count++) await createTask(person);
    expect((await read(person, "since=0&limit=3")).hasMore).toBe(false);
    expect((await read(person, "since=0&limit=2")).hasMore).toBe(true);
  });

  it("410: a since ahead of the counter", async () => {
    const person = await createPerson();
    expect((await person.call("GET", "/api/tasks/changes?since=1")).status).toBe(410);
    await createTask(person);
    expect((await person.call("GET", "/api/tasks/changes?since=1")).status).toBe(200);
    for (const since of [2, 2 ** 52 - 1, Number.MAX_SAFE_INTEGER]) {
      const answer = await person.call("GET", `/api/tasks/changes?since=${since}`);
      expect([answer.status, codeOf(answer)]).toEqual([410, "resync_required"]);
    }
  });

  it("410: a since older than the oldest deletion that is kept; the horizon itself is kept", async () => {
    const person = await createPerson();
    for (let count = 0; count < 4; count++) await createTask(person);
    await setHorizon(person, 3);
    const answers = [];
    for (const since of [0, 1, 2, 3, 4])
      answers.push((await person.call("GET", `/api/tasks/changes?since=${since}`)).status);
    expect(answers).toEqual([200, 410, 410, 200, 200]);
  });

  it("410: a since from before a restore of the database, which raises every number", async () => {
    const person = await createPerson();
    const task = await createTask(person);
    const floor = 1_000_000_000;
    await execute(
      sql`update user_clock set revision = revision + ${floor}, horizon = ${floor} where user_id = ${person.id}`,
    );
    await execute(sql`update task set revision = revision + ${floor} where user_id = ${person.id}`);
    expect((await person.call("GET", "/api/tasks/changes?since=1")).status).toBe(410);
    expect(await read(person, "since=0")).toMatchObject({ items: [{ id: task.id }], revision: floor + 1 });
    expect((await createTask(person)).position).toBe("k0003b9aca02");
  });

  it.each([1, 2, 3, 7])("200: a snapshot in pages of %i passes under the horizon to its end", async (limit) => {
    const person = await createPerson();
    const tasks = [];
    for (let count = 0; count < 7; count++) tasks.push(await createTask(person));
    await setHorizon(person, 5);
    const items = [];
    for (let since = 0, hasMore = true; hasMore; ) {
      const page = await read(person, `since=${since}&limit=${limit}`);
      expect(page.deleted).toEqual([]);
      items.push(...page.items);
      ({ revision: since, hasMore } = page);
      if (!hasMore) expect(since).toBe(7);
    }
    expect(items).toEqual(tasks);
  });

  it("200: what is deleted between two pages of a snapshot is in a later page", async () => {
    const person = await createPerson();
    const tasks = [await createTask(person), await createTask(person), await createTask(person)];
    await setHorizon(person, 3);
    const first = await read(person, "since=0&limit=1");
    expect(first.items.map(({ id }) => id)).toEqual([tasks[0]?.id]);
    await person.call("DELETE", `/api/tasks/${tasks[0]?.id}?permanent=true`);
    const rest = await read(person, `since=${first.revision}`);
    expect(rest.items.map(({ id }) => id)).toEqual([tasks[1]?.id, tasks[2]?.id]);
    expect(rest.deleted).toEqual([{ id: tasks[0]?.id, revision: 4 }]);
  });

  it.each([
    ["", "/since"],
    ["since=", "/since"],
    ["since=-1", "/since"],
    ["since=1.0", "/since"],
    ["since=x", "/since"],
    ["since=9007199254740992", "/since"],
    ["since=0&since=0", "/since"],
    ["since=0&limit=0", "/limit"],
    ["since=0&limit=1001", "/limit"],
    ["since=0&limit=x", "/limit"],
    ["since=0&cursor=x", "/cursor"],
  ])("422 naming the parameter: ?%s", async (query, pointer) => {
    const answer = await (await createPerson()).call("GET", `/api/tasks/changes${query && `?${query}`}`);
    expect([answer.status, fieldErrorsOf(answer).map(([name]) => name)]).toEqual([422, [pointer]]);
  });

  it("200: limits of 1 and 1,000", async () => {
    const person = await createPerson();
    for (const limit of [1, 1000]) expect((await read(person, `since=0&limit=${limit}`)).items).toEqual([]);
  });
});
