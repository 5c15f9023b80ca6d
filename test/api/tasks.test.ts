import { describe, expect, it } from "vitest";
import { call, codeOf, createPerson, createTask, taskOf } from "../api";

describe("POST /api/tasks", () => {
  it("201: answers the task with its defaults, Location and ETag", async () => {
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
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: task.createdAt,
    });
    expect(answer.headers.get("location")).toBe(`/api/tasks/${task.id}`);
    expect(answer.headers.get("etag")).toBe('"1"');
  });

  it("401: without a token nothing is made", async () => {
    const answer = await call("POST", "/api/tasks", { body: { title: "x" } });
    expect([answer.status, codeOf(answer)]).toEqual([401, "unauthenticated"]);
  });

  it("409: an id that exists", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    expect(codeOf(await person.call("POST", "/api/tasks", { body: { id, title: "again" } }))).toBe("already_exists");
  });
});
