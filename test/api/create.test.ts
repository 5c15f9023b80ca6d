import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPerson, createTask, fieldErrorsOf, listAll, taskOf } from "../api";

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe("POST /api/tasks", () => {
  it("201: answers the task with its defaults, Location and ETag, and nothing else", async () => {
    const person = await createPerson();
    const answer = await person.call("POST", "/api/tasks", { body: { title: "  Buy milk " } });
    expect(answer.status).toBe(201);
    const task = taskOf(answer);
    expect(task).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      title: "Buy milk",
      description: "",
      completed: false,
      completedAt: null,
      priority: "none",
      dueDate: null,
      dueTime: null,
      position: "k00000000001",
      deletedAt: null,
      revision: 1,
      createdAt: expect.stringMatching(timestamp),
      updatedAt: task.createdAt,
    });
    expect(Math.abs(Date.parse(task.createdAt) - Date.now())).toBeLessThan(60_000);
    expect(answer.headers.get("location")).toBe(`/api/tasks/${task.id}`);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.headers.get("idempotency-replayed")).toBeNull();
  });

  it("201: keeps every field that is given", async () => {
    const person = await createPerson();
    const given = {
      id: randomUUID(),
      title: "Zürich 🚆",
      description: "line 1\n\tline 2",
      completed: true,
      completedAt: "2024-02-29T23:59:59.999Z",
      priority: "high",
      dueDate: "2024-02-29",
      dueTime: "23:59",
      position: "Zz",
    };
    const answer = await person.call("POST", "/api/tasks", { body: given });
    expect(taskOf(answer)).toEqual({
      ...given,
      deletedAt: null,
      revision: 1,
      createdAt: expect.stringMatching(timestamp),
      updatedAt: expect.stringMatching(timestamp),
    });
    expect(await listAll(person)).toEqual([taskOf(answer)]);
  });

  it("201: a client's id is kept in lower case", async () => {
    const person = await createPerson();
    const id = randomUUID();
    expect((await createTask(person, { id: id.toUpperCase() })).id).toBe(id);
  });

  it("201: each new task goes to the end of the manual order", async () => {
    const person = await createPerson();
    const titles = ["one", "two", "three"];
    for (const title of titles) await createTask(person, { title });
    expect((await listAll(person)).map(({ title }) => title)).toEqual(titles);
  });

  it("201: completed without a moment is completed now", async () => {
    const task = await createTask(await createPerson(), { completed: true });
    expect(task).toMatchObject({ completed: true, completedAt: task.createdAt });
  });

  it("201: a moment alone completes, kept as UTC with milliseconds", async () => {
    const task = await createTask(await createPerson(), { completedAt: "2024-03-01T01:30:00+02:00" });
    expect(task).toMatchObject({ completed: true, completedAt: "2024-02-29T23:30:00.000Z" });
  });

  it("409: an id that exists, in the trash too, changes nothing", async () => {
    const person = await createPerson();
    const { id } = await createTask(person, { title: "first" });
    await person.call("DELETE", `/api/tasks/${id}`);
    const answer = await person.call("POST", "/api/tasks", { body: { id, title: "second" } });
    expect(answer.status).toBe(409);
    expect((await listAll(person, "trashed=true")).map(({ title }) => title)).toEqual(["first"]);
  });

  it("201: the id of a task that was deleted for good is free again", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    await person.call("DELETE", `/api/tasks/${id}?permanent=true`);
    expect((await createTask(person, { id })).revision).toBe(3);
  });

  it.each(["revision", "createdAt", "updatedAt", "deletedAt"])("422: %s is read-only", async (name) => {
    const person = await createPerson();
    const answer = await person.call("POST", "/api/tasks", { body: { title: "x", [name]: 1 } });
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [[`/${name}`, "unknown_field"]]]);
  });

  it("422: If-Match has nothing to compare with", async () => {
    const person = await createPerson();
    const answer = await person.call("POST", "/api/tasks", { body: { title: "x" }, headers: { "if-match": "*" } });
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [["", "no_precondition"]]]);
    expect(await listAll(person)).toEqual([]);
  });
});
