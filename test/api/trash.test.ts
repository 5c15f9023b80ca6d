import { describe, expect, it } from "vitest";
import { changesOf, codeOf, createPerson, createTask, listAll, taskOf } from "../api";
import { dumpTasks } from "../database";

async function createOne(fields: Record<string, unknown> = {}) {
  const person = await createPerson();
  const task = await createTask(person, fields);
  const path = `/api/tasks/${task.id}`;
  return {
    person,
    task,
    path,
    remove: (query = "") => person.call("DELETE", `${path}${query}`),
    restore: () => person.call("POST", `${path}/restore`),
    read: async () => taskOf(await person.call("GET", path)),
  };
}

describe("DELETE /api/tasks/{id}", () => {
  it("204: to the trash, with the new revision as ETag and no body", async () => {
    const { person, task, remove, read } = await createOne({ completed: true, dueDate: "2024-01-01" });
    const answer = await remove();
    expect([answer.status, answer.text, answer.headers.get("etag")]).toEqual([204, "", '"2"']);
    const trashed = await read();
    expect(trashed).toEqual({ ...task, revision: 2, deletedAt: trashed.updatedAt, updatedAt: trashed.updatedAt });
    expect(await listAll(person)).toEqual([]);
    expect(await listAll(person, "trashed=true")).toEqual([trashed]);
  });

  it("204: on a trashed task nothing changes", async () => {
    const { remove, read } = await createOne();
    await remove();
    const trashed = await read();
    const answer = await remove("?permanent=false");
    expect([answer.status, answer.headers.get("etag")]).toEqual([204, '"2"']);
    expect(await read()).toEqual(trashed);
  });

  it.each([false, true])("204: for good, from the trash or not (%s); then 404 for every call", async (isTrashed) => {
    const { person, task, path, remove } = await createOne();
    if (isTrashed) await remove();
    const answer = await remove("?permanent=true");
    const revision = isTrashed ? 3 : 2;
    expect([answer.status, answer.text, answer.headers.get("etag")]).toEqual([204, "", `"${revision}"`]);
    const before = await dumpTasks(person.id);
    for (const [method, url, body] of [
      ["GET", path],
      ["PATCH", path, { title: "x" }],
      ["PUT", path, { title: "x" }],
      ["DELETE", path],
      ["DELETE", `${path}?permanent=true`],
      ["PATCH", `${path}/complete`],
      ["POST", `${path}/restore`],
    ] as const) {
      const refused = await person.call(method, url, body ? { body } : {});
      expect([refused.status, codeOf(refused)]).toEqual([404, "not_found"]);
    }
    expect(await dumpTasks(person.id)).toBe(before);
    expect(await listAll(person, "trashed=true")).toEqual([]);
    const { items, deleted } = changesOf(await person.call("GET", "/api/tasks/changes?since=1"));
    expect([items, deleted]).toEqual([[], [{ id: task.id, revision }]]);
  });

  it.each([
    ["PATCH", "", { title: "x" }],
    ["PUT", "", { title: "x" }],
    ["PATCH", "/complete", undefined],
    ["PATCH", "/complete", { completed: false }],
  ])("409 in_trash: %s%s does not change a trashed task", async (method, suffix, body) => {
    const { person, path, remove } = await createOne();
    await remove();
    const before = await dumpTasks(person.id);
    const answer = await person.call(method, `${path}${suffix}`, body ? { body } : {});
    expect([answer.status, codeOf(answer)]).toEqual([409, "in_trash"]);
    expect(await dumpTasks(person.id)).toBe(before);
  });

  it.each(["permanent=1", "permanent=", "permanent=TRUE", "permanent=true&permanent=true", "force=true"])(
    "422 and nothing changes: ?%s",
    async (query) => {
      const { task, remove, read } = await createOne();
      expect((await remove(`?${query}`)).status).toBe(422);
      expect(await read()).toEqual(task);
    },
  );
});

describe("POST /api/tasks/{id}/restore", () => {
  it("200: out of the trash, as it was", async () => {
    const { person, task, remove, restore } = await createOne({ completed: true, position: "Zz" });
    await remove();
    const answer = await restore();
    const restored = taskOf(answer);
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"3"']);
    expect(restored).toEqual({ ...task, revision: 3, updatedAt: restored.updatedAt });
    expect(await listAll(person)).toEqual([restored]);
    expect(await listAll(person, "trashed=true")).toEqual([]);
  });

  it("200: of a task that is not in the trash changes nothing", async () => {
    const { task, restore, read } = await createOne();
    const answer = await restore();
    expect([answer.json, answer.headers.get("etag")]).toEqual([task, '"1"']);
    expect(await read()).toEqual(task);
  });
});
