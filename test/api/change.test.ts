import { describe, expect, it } from "vitest";
import { createPerson, createTask, fieldErrorsOf, taskOf } from "../api";

const full = {
  title: "Whole",
  description: "all of it",
  priority: "high",
  dueDate: "2024-02-29",
  dueTime: "10:30",
  position: "a5",
};

async function createFull(fields: Record<string, unknown> = {}) {
  const person = await createPerson();
  const task = await createTask(person, { ...full, ...fields });
  const path = `/api/tasks/${task.id}`;
  const send = (method: string, body?: unknown) =>
    person.call(method, method === "COMPLETE" ? `${path}/complete` : path, body === undefined ? {} : { body });
  return {
    person,
    task,
    path,
    patch: (body: unknown) => send("PATCH", body),
    put: (body: unknown) => send("PUT", body),
    complete: (body?: unknown) => person.call("PATCH", `${path}/complete`, body === undefined ? {} : { body }),
    read: async () => taskOf(await send("GET")),
  };
}

describe("PATCH /api/tasks/{id}", () => {
  it.each([
    ["title", "New"],
    ["description", ""],
    ["priority", "none"],
    ["dueDate", "2025-01-01"],
    ["dueTime", null],
    ["position", "Zz"],
  ])("200: %s alone changes, and the revision", async (name, value) => {
    const { task, patch, read } = await createFull();
    const answer = await patch({ [name]: value });
    const changed = taskOf(answer);
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"2"']);
    expect(changed).toEqual({ ...task, [name]: value, revision: 2, updatedAt: changed.updatedAt });
    expect(changed.updatedAt >= task.updatedAt).toBe(true);
    expect(await read()).toEqual(changed);
  });

  it("200: application/merge-patch+json, with or without a charset", async () => {
    const { person, path } = await createFull();
    for (const type of ["application/merge-patch+json", "application/merge-patch+json; charset=UTF-8"]) {
      const answer = await person.call("PATCH", path, { body: { title: type }, headers: { "content-type": type } });
      expect(taskOf(answer).title).toBe(type);
    }
  });

  it("200: completed sets and clears completedAt, and keeps the first moment", async () => {
    const { patch } = await createFull();
    const first = taskOf(await patch({ completed: true }));
    expect(first).toMatchObject({ completed: true, completedAt: first.updatedAt });
    const again = taskOf(await patch({ completed: true, title: "still" }));
    expect(again).toMatchObject({ completed: true, completedAt: first.completedAt, title: "still", revision: 3 });
    expect(taskOf(await patch({ completed: false }))).toMatchObject({ completed: false, completedAt: null });
  });

  it("200: completedAt alone sets and clears completed", async () => {
    const { patch } = await createFull();
    const moment = "2020-01-01T00:00:00.000Z";
    expect(taskOf(await patch({ completedAt: moment }))).toMatchObject({ completed: true, completedAt: moment });
    expect(taskOf(await patch({ completedAt: null }))).toMatchObject({ completed: false, completedAt: null });
  });

  it.each(["title", "description", "completed", "priority", "position"])(
    "422: %s can't be removed by null",
    async (name) => {
      const { task, patch, read } = await createFull();
      const answer = await patch({ [name]: null });
      expect([answer.status, fieldErrorsOf(answer).map(([pointer]) => pointer)]).toEqual([422, [`/${name}`]]);
      expect(await read()).toEqual(task);
    },
  );

  it.each([
    [{}, "", "empty"],
    [{ completed: true, completedAt: null }, "/completedAt", "contradiction"],
    [{ completed: false, completedAt: "2020-01-01T00:00:00Z" }, "/completedAt", "contradiction"],
    [{ dueDate: null, dueTime: "10:00" }, "/dueTime", "needs_due_date"],
    [{ dueDate: null }, "/dueTime", "needs_due_date"],
    [{ title: "x", id: "0199d3a0-0000-7000-8000-000000000000" }, "/id", "unknown_field"],
    [{ title: "x", revision: 1 }, "/revision", "unknown_field"],
    [{ title: "x", trashed: true }, "/trashed", "unknown_field"],
    [{ title: "x", deletedAt: null }, "/deletedAt", "unknown_field"],
  ])("422 and nothing changes: %j", async (body, pointer, code) => {
    const { task, patch, read } = await createFull();
    const answer = await patch(body);
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [[pointer, code]]]);
    expect(await read()).toEqual(task);
  });

  it("422 /dueTime: a time on a task without a date; 200 with both, and with both cleared", async () => {
    const { patch, read } = await createFull({ dueDate: null, dueTime: null });
    const answer = await patch({ dueTime: "10:00" });
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [["/dueTime", "needs_due_date"]]]);
    expect((await read()).revision).toBe(1);
    expect((await patch({ dueTime: "10:00", dueDate: "2024-01-01" })).status).toBe(200);
    expect((await patch({ dueTime: "11:00" })).status).toBe(200);
    const cleared = await patch({ dueTime: null, dueDate: null });
    expect(taskOf(cleared)).toMatchObject({ dueDate: null, dueTime: null });
  });
});

describe("PUT /api/tasks/{id}", () => {
  it("200: what is absent takes its default; the position is kept", async () => {
    const { task, put } = await createFull({ completed: true });
    const answer = await put({ title: "Only" });
    const replaced = taskOf(answer);
    expect(answer.headers.get("etag")).toBe('"2"');
    expect(replaced).toEqual({
      ...task,
      title: "Only",
      description: "",
      completed: false,
      completedAt: null,
      priority: "none",
      dueDate: null,
      dueTime: null,
      revision: 2,
      updatedAt: replaced.updatedAt,
    });
  });

  it("200: every writable field can be given", async () => {
    const { task, put, read } = await createFull();
    const given = { ...full, title: "New", position: "Zz", completed: true, completedAt: "2020-01-01T00:00:00.000Z" };
    const replaced = taskOf(await put(given));
    expect(replaced).toEqual({ ...task, ...given, revision: 2, updatedAt: replaced.updatedAt });
    expect(await read()).toEqual(replaced);
  });

  it.each([
    [{}, "/title", "required"],
    [{ title: "x", id: "0199d3a0-0000-7000-8000-000000000000" }, "/id", "unknown_field"],
    [{ title: "x", revision: 1 }, "/revision", "unknown_field"],
    [{ title: "x", deletedAt: null }, "/deletedAt", "unknown_field"],
    [{ title: "x", dueTime: "10:00" }, "/dueTime", "needs_due_date"],
    [{ title: "x", completed: true, completedAt: null }, "/completedAt", "contradiction"],
  ])("422 and nothing changes: %j", async (body, pointer, code) => {
    const { task, put, read } = await createFull();
    const answer = await put(body);
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [[pointer, code]]]);
    expect(await read()).toEqual(task);
  });
});

describe("PATCH /api/tasks/{id}/complete", () => {
  it("200: completes without a body, and again without a change", async () => {
    const { task, complete } = await createFull();
    const first = taskOf(await complete());
    expect(first).toEqual({
      ...task,
      completed: true,
      completedAt: first.updatedAt,
      revision: 2,
      updatedAt: first.updatedAt,
    });
    const again = await complete({ completed: true });
    expect([again.json, again.headers.get("etag")]).toEqual([first, '"2"']);
    expect(taskOf(await complete({}))).toEqual(first);
  });

  it("200: makes a task pending again, and again without a change", async () => {
    const { complete } = await createFull({ completed: true });
    const pending = taskOf(await complete({ completed: false }));
    expect(pending).toMatchObject({ completed: false, completedAt: null, revision: 2 });
    expect(taskOf(await complete({ completed: false }))).toEqual(pending);
  });

  it.each([
    [null, ""],
    [true, ""],
    [[], ""],
    [{ completed: null }, "/completed"],
    [{ completed: "true" }, "/completed"],
    [{ completedAt: null }, "/completedAt"],
  ])("422 and nothing changes: %j", async (body, pointer) => {
    const { task, complete, read } = await createFull();
    const answer = await complete(body);
    expect([answer.status, fieldErrorsOf(answer).map(([name]) => name)]).toEqual([422, [pointer]]);
    expect(await read()).toEqual(task);
  });
});
