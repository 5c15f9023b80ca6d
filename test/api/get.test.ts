import { describe, expect, it } from "vitest";
import { createPerson, createTask, taskOf } from "../api";

describe("GET /api/tasks/{id}", () => {
  it("200: the task as it was created, with its revision as ETag", async () => {
    const person = await createPerson();
    const task = await createTask(person, {
      description: "x",
      priority: "low",
      dueDate: "2024-01-01",
      dueTime: "00:00",
    });
    const answer = await person.call("GET", `/api/tasks/${task.id}`);
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"1"']);
    expect(taskOf(answer)).toEqual(task);
  });

  it("200: a trashed task can be read", async () => {
    const person = await createPerson();
    const task = await createTask(person);
    await person.call("DELETE", `/api/tasks/${task.id}`);
    const read = taskOf(await person.call("GET", `/api/tasks/${task.id}`));
    expect(read).toEqual({ ...task, revision: 2, updatedAt: read.updatedAt, deletedAt: read.updatedAt });
  });

  it("200: an id in capital letters is the same id", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    expect(taskOf(await person.call("GET", `/api/tasks/${id.toUpperCase()}`)).id).toBe(id);
  });

  it.each(['"1"', 'W/"1"', '"0", "1"', '"x" , W/"1","2"', "*"])(
    "304 without a body: If-None-Match %s",
    async (tags) => {
      const person = await createPerson();
      const { id } = await createTask(person);
      const answer = await person.call("GET", `/api/tasks/${id}`, { headers: { "if-none-match": tags } });
      expect([answer.status, answer.text, answer.headers.get("etag")]).toEqual([304, "", '"1"']);
    },
  );

  it.each(['"2"', '"01"', '"x"', '""', 'W/"2", "3"'])("200: If-None-Match %s is another revision", async (tags) => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const answer = await person.call("GET", `/api/tasks/${id}`, { headers: { "if-none-match": tags } });
    expect(answer.status).toBe(200);
  });

  it.each(["x", "1", "0199d3a0", "%00", "..%2Ftasks", "0199d3a0-0000-7000-8000-00000000000g"])(
    "404: an id that is no UUID (%s)",
    async (id) => {
      const person = await createPerson();
      for (const method of ["GET", "DELETE"]) expect((await person.call(method, `/api/tasks/${id}`)).status).toBe(404);
    },
  );
});
