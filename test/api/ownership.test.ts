import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { OperationName } from "@/lib/contract/paths";
import {
  type CallAnswer,
  changesOf,
  codeOf,
  createPerson,
  createTask,
  listAll,
  type Person,
  pageOf,
  taskOf,
} from "../api";
import { dumpTasks } from "../database";
import { describeTarget, prepare, targets } from "../operations";

/** What a person owns, and all that others could know of it. */
type Belongings = { owner: Person; taskId: string; trashedId: string; goneId: string; cursor: string; key: string };

async function createOwner(): Promise<Belongings> {
  const owner = await createPerson();
  const key = randomUUID();
  const headers = { "idempotency-key": key };
  const { id: taskId } = taskOf(await owner.call("POST", "/api/tasks", { body: { title: "Mine" }, headers }));
  const operations = [{ op: "create", task: { title: "Mine too" } }];
  await owner.call("POST", "/api/tasks/batch", {
    body: { operations },
    headers: { "idempotency-key": `${key}-batch` },
  });
  const { id: trashedId } = await createTask(owner, { title: "Trashed" });
  await owner.call("DELETE", `/api/tasks/${trashedId}`);
  const { id: goneId } = await createTask(owner, { title: "Gone" });
  await owner.call("DELETE", `/api/tasks/${goneId}?permanent=true`);
  const cursor = pageOf(await owner.call("GET", "/api/tasks?limit=1")).nextCursor ?? "";
  return { owner, taskId, trashedId, goneId, cursor, key };
}

async function expectNotFound(answer: Promise<CallAnswer>): Promise<void> {
  const { status, headers, text, json } = await answer;
  expect([status, (json as { code: string }).code, headers.get("etag")]).toEqual([404, "not_found", null]);
  expect(text).not.toMatch(/Mine|Trashed|Gone/);
}

const onEach = async ({ taskId, trashedId, goneId }: Belongings, send: (id: string) => Promise<CallAnswer>) => {
  for (const id of [taskId, trashedId, goneId]) await expectNotFound(send(id));
};

/** Every operation, aimed at another person's things with a valid token. A new operation does not compile without. */
const attacks = {
  listTasks: async (other, { cursor }) => {
    for (const query of ["", "?trashed=true", "?q=Mine", "?sort=-updated"])
      expect((await other.call("GET", `/api/tasks${query}`)).json).toEqual({ items: [], nextCursor: null });
    const answer = await other.call("GET", `/api/tasks?limit=1&cursor=${cursor}`);
    expect([answer.status, codeOf(answer)]).toEqual([422, "invalid_cursor"]);
  },
  quickAddTask: async (other, { key }) => {
    const answer = await other.call("POST", "/api/tasks/quick", {
      body: { text: "His", timeZone: "UTC" },
      headers: { "idempotency-key": key },
    });
    expect([answer.status, answer.headers.get("idempotency-replayed")]).toEqual([201, null]);
    expect((await listAll(other)).map(({ title }) => title)).toEqual(["His"]);
  },
  createTask: async (other, { taskId, key }) => {
    // The same id and key are his own to use: nothing tells that somebody else has them.
    const headers = { "idempotency-key": key };
    const answer = await other.call("POST", "/api/tasks", { body: { id: taskId, title: "His" }, headers });
    expect([answer.status, answer.headers.get("idempotency-replayed")]).toEqual([201, null]);
    expect(taskOf(answer)).toMatchObject({ id: taskId, title: "His", revision: 1 });
    expect(await listAll(other)).toEqual([taskOf(answer)]);
  },
  batchTasks: async (other, belongings) => {
    const headers = { "idempotency-key": `${belongings.key}-batch` };
    for (const operation of [
      { op: "update", task: { title: "Stolen" } },
      { op: "complete" },
      { op: "delete" },
      { op: "restore" },
    ]) {
      await onEach(belongings, (id) => {
        const operations = [
          { op: "create", task: { title: "His" } },
          { ...operation, id },
        ];
        return other.call("POST", "/api/tasks/batch", { body: { operations }, headers });
      });
    }
    expect(await listAll(other)).toEqual([]);
    const operations = [{ op: "create", task: { title: "Mine too" } }];
    const replay = await other.call("POST", "/api/tasks/batch", { body: { operations }, headers });
    expect([replay.status, replay.headers.get("idempotency-replayed")]).toEqual([200, null]);
  },
  listChanges: async (other) => {
    const changes = changesOf(await other.call("GET", "/api/tasks/changes?since=0"));
    expect(changes).toEqual({ items: [], deleted: [], revision: 0, hasMore: false });
    expect((await other.call("GET", "/api/tasks/changes?since=1")).status).toBe(410);
  },
  getTask: (other, belongings) =>
    onEach(belongings, async (id) => {
      await expectNotFound(other.call("GET", `/api/tasks/${id}`, { headers: { "if-none-match": "*" } }));
      return other.call("GET", `/api/tasks/${id}`);
    }),
  updateTask: (other, belongings) =>
    onEach(belongings, async (id) => {
      const headers = { "if-match": "*" };
      await expectNotFound(other.call("PATCH", `/api/tasks/${id}`, { body: { title: "Stolen" }, headers }));
      return other.call("PATCH", `/api/tasks/${id}`, { body: { title: "Stolen" } });
    }),
  replaceTask: (other, belongings) =>
    onEach(belongings, (id) => other.call("PUT", `/api/tasks/${id}`, { body: { title: "Stolen" } })),
  deleteTask: (other, belongings) =>
    onEach(belongings, async (id) => {
      await expectNotFound(other.call("DELETE", `/api/tasks/${id}?permanent=true`));
      return other.call("DELETE", `/api/tasks/${id}`);
    }),
  completeTask: (other, belongings) =>
    onEach(belongings, (id) => other.call("PATCH", `/api/tasks/${id}/complete`, { body: { completed: true } })),
  restoreTask: (other, belongings) => onEach(belongings, (id) => other.call("POST", `/api/tasks/${id}/restore`)),
} satisfies Record<OperationName, (other: Person, belongings: Belongings) => Promise<void>>;

describe("with another person's valid token", () => {
  it.each(Object.entries(attacks))(
    "%s: the owner's things are not there, and not a byte changes",
    async (_, attack) => {
      const belongings = await createOwner();
      const other = await createPerson();
      const { owner } = belongings;
      const [rows, changes] = [await dumpTasks(owner.id), await owner.call("GET", "/api/tasks/changes?since=0")];
      await attack(other, belongings);
      expect(await dumpTasks(owner.id)).toBe(rows);
      expect((await owner.call("GET", "/api/tasks/changes?since=0")).text).toBe(changes.text);
    },
  );

  it.each(targets.filter(({ isOlder }) => isOlder).map((target) => [describeTarget(target), target] as const))(
    "403: %s under the owner's user id, whatever the rest",
    async (_, target) => {
      const { owner, taskId } = await createOwner();
      const other = await createPerson();
      const { id: hisId } = await createTask(other);
      const before = await dumpTasks();
      for (const id of [taskId, hisId, randomUUID(), "x"]) {
        for (const userId of [owner.id, owner.id.toUpperCase(), randomUUID(), "me", "%00"]) {
          const { method, url, options } = prepare(target, { userId, taskId: id });
          const answer = await other.call(method, url, options);
          expect([url, answer.status, codeOf(answer)]).toEqual([url, 403, "forbidden"]);
        }
      }
      expect(await dumpTasks()).toBe(before);
    },
  );

  it("404: the owner's task under one's own user id, on the older path", async () => {
    const { owner, taskId } = await createOwner();
    const other = await createPerson();
    const before = await dumpTasks(owner.id);
    for (const target of targets.filter(
      ({ isOlder, name }) => isOlder && !["listTasks", "createTask"].includes(name),
    )) {
      const { method, url, options } = prepare(target, { userId: other.id, taskId });
      await expectNotFound(other.call(method, url, options));
    }
    expect(await dumpTasks(owner.id)).toBe(before);
  });

  it("answers the same for a task of somebody else's and for none at all", async () => {
    const { taskId } = await createOwner();
    const other = await createPerson();
    const headers = { "x-request-id": "same" };
    for (const target of targets.filter(({ name, isOlder }) => !isOlder && !/list|create|batch|quick/.test(name))) {
      const answers = [];
      for (const id of [taskId, randomUUID()]) {
        const { method, url, options } = prepare(target, { userId: other.id, taskId: id }, { headers });
        const { status, text, headers: answered } = await other.call(method, url, options);
        // It took its time both times.
        answered.delete("server-timing");
        answers.push({ status, text, headers: Object.fromEntries(answered) });
      }
      expect(answers[0]).toEqual(answers[1]);
    }
  });
});

describe("the same client-chosen id for two people", () => {
  it("is two tasks, each with a life of its own", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()];
    const id = randomUUID();
    for (const [person, title] of [
      [ada, "Ada's"],
      [bob, "Bob's"],
    ] as const)
      await createTask(person, { id, title });
    await bob.call("PATCH", `/api/tasks/${id}`, { body: { title: "Bob's still" } });
    await ada.call("DELETE", `/api/tasks/${id}?permanent=true`);
    expect((await ada.call("GET", `/api/tasks/${id}`)).status).toBe(404);
    expect((await listAll(bob)).map(({ title }) => title)).toEqual(["Bob's still"]);
    const { deleted } = changesOf(await bob.call("GET", "/api/tasks/changes?since=1"));
    expect(deleted).toEqual([]);
  });

  it("stays one's own under any list, change and batch of the other", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()];
    for (let count = 0; count < 5; count++) await createTask(ada, { title: "Ada's" });
    for (let count = 0; count < 5; count++) await createTask(bob, { title: "Bob's" });
    const titles = async (person: Person, limit: number) =>
      new Set((await listAll(person, "", limit)).map(({ title }) => title));
    expect([await titles(ada, 2), await titles(bob, 2)]).toEqual([new Set(["Ada's"]), new Set(["Bob's"])]);
  });
});
