import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Task } from "@/lib/contract/task";
import {
  type CallAnswer,
  changesOf,
  codeOf,
  createPerson,
  createTask,
  fieldErrorsOf,
  listAll,
  type Person,
} from "../api";
import { dumpTasks } from "../database";

const apply = (person: Person, operations: unknown) =>
  person.call("POST", "/api/tasks/batch", { body: { operations } });
const resultsOf = (answer: CallAnswer) => (answer.json as { results: Task[] }).results; // checked against the OpenAPI document

describe("POST /api/tasks/batch", () => {
  it("200: in order, a later operation sees what an earlier one made, results as the whole left them", async () => {
    const person = await createPerson();
    const kept = await createTask(person, { title: "kept" });
    const [id, other] = [randomUUID(), randomUUID()];
    const answer = await apply(person, [
      { op: "create", task: { id, title: "made" } },
      { op: "update", id, task: { title: "changed", priority: "low" } },
      { op: "complete", id },
      { op: "create", task: { id: other, title: "other", completed: true } },
      { op: "complete", id: other, completed: false },
      { op: "delete", id: kept.id },
      { op: "delete", id: other },
      { op: "restore", id: other },
      { op: "create", task: { title: "without an id" } },
    ]);
    expect(answer.status).toBe(200);
    const results = resultsOf(answer);
    const made = { id, title: "changed", priority: "low", completed: true, revision: 4, deletedAt: null };
    const second = { id: other, title: "other", completed: false, completedAt: null, revision: 9, deletedAt: null };
    const gone = { id: kept.id, title: "kept", revision: 7, deletedAt: expect.any(String) };
    const last = { title: "without an id", revision: 10 };
    expect(results).toMatchObject([made, made, made, second, second, gone, second, second, last]);
    expect(await listAll(person)).toEqual([results[0], results[3], results[8]]);
    expect(await listAll(person, "trashed=true")).toEqual([results[5]]);
  });

  it("200: one operation, and a hundred", async () => {
    const person = await createPerson();
    const create = (title: string) => ({ op: "create", task: { title } });
    expect(resultsOf(await apply(person, [create("only")]))).toHaveLength(1);
    const titles = Array.from({ length: 100 }, (_, index) => `task ${index}`);
    expect(resultsOf(await apply(person, titles.map(create))).map(({ title }) => title)).toEqual(titles);
    expect((await listAll(person)).map(({ title }) => title)).toEqual(["only", ...titles]);
  });

  it("200: a body between 128 and 256 KiB", async () => {
    const person = await createPerson();
    const task = { title: "x", description: "d".repeat(9000) };
    const operations = Array.from({ length: 25 }, () => ({ op: "create", task }));
    expect((await apply(person, operations)).status).toBe(200);
  });

  it.each([
    ["not_found", 404, (_: string) => ({ op: "update", id: randomUUID(), task: { title: "x" } })],
    ["not_found", 404, (_: string) => ({ op: "complete", id: randomUUID() })],
    ["not_found", 404, (_: string) => ({ op: "delete", id: randomUUID() })],
    ["not_found", 404, (_: string) => ({ op: "restore", id: randomUUID() })],
    ["not_found", 404, (_: string) => ({ op: "destroy", id: randomUUID() })],
    ["already_exists", 409, (id: string) => ({ op: "create", task: { id, title: "x" } })],
    ["precondition_failed", 412, (id: string) => ({ op: "update", id, task: { title: "x" }, ifRevision: 7 })],
    ["precondition_failed", 412, (id: string) => ({ op: "complete", id, ifRevision: 7 })],
    ["precondition_failed", 412, (id: string) => ({ op: "delete", id, ifRevision: 7 })],
    ["precondition_failed", 412, (id: string) => ({ op: "restore", id, ifRevision: 0 })],
    ["precondition_failed", 412, (id: string) => ({ op: "destroy", id, ifRevision: 7 })],
  ])("%s %i fails all, its index in the pointer", async (code, status, makeBad) => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const before = await dumpTasks(person.id);
    const good = { op: "create", task: { title: "good" } };
    const answer = await apply(person, [good, good, makeBad(id), good]);
    expect([answer.status, codeOf(answer), fieldErrorsOf(answer)]).toEqual([status, code, [["/operations/2", code]]]);
    expect(await dumpTasks(person.id)).toBe(before);
  });

  it("200: destroy, in the trash or not, answers each deletion, which the changes tell too", async () => {
    const person = await createPerson();
    const [one, two, kept] = [await createTask(person), await createTask(person), await createTask(person)];
    const [born, again] = [randomUUID(), two.id];
    const answer = await apply(person, [
      { op: "delete", id: one.id },
      { op: "destroy", id: one.id, ifRevision: 4 },
      { op: "destroy", id: two.id },
      { op: "create", task: { id: born, title: "for a moment" } },
      { op: "destroy", id: born },
      { op: "create", task: { id: again, title: "once more" } },
      { op: "complete", id: kept.id },
    ]);
    const [first, last] = [
      { id: one.id, revision: 5 },
      { id: born, revision: 8 },
    ];
    const made = expect.objectContaining({ id: again, title: "once more", revision: 9 });
    expect(resultsOf(answer)).toEqual([first, first, made, last, last, made, expect.objectContaining({ id: kept.id })]);
    expect((await listAll(person)).map(({ id }) => id).sort()).toEqual([again, kept.id].sort());
    const { deleted } = changesOf(await person.call("GET", "/api/tasks/changes?since=3"));
    expect(deleted).toEqual([first, last]);
  });

  it("200: a batch that destroyed is replayed as it was answered, and another's task is not found", async () => {
    const [person, stranger] = [await createPerson(), await createPerson()];
    const { id } = await createTask(person);
    const headers = { "idempotency-key": randomUUID() };
    const body = { operations: [{ op: "destroy", id }] };
    expect((await apply(stranger, body.operations)).status).toBe(404);
    const [first, replay] = [
      await person.call("POST", "/api/tasks/batch", { body, headers }),
      await person.call("POST", "/api/tasks/batch", { body, headers }),
    ];
    expect([replay.json, replay.headers.get("idempotency-replayed")]).toEqual([first.json, "true"]);
    expect(first.json).toEqual({ results: [{ id, revision: expect.any(Number) }] });
  });

  it("409 in_trash: an update or completion behind a delete fails all", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const before = await dumpTasks(person.id);
    for (const op of [{ op: "update", task: { title: "x" } }, { op: "complete" }]) {
      const answer = await apply(person, [
        { op: "delete", id },
        { ...op, id },
      ]);
      expect([answer.status, fieldErrorsOf(answer)]).toEqual([409, [["/operations/1", "in_trash"]]]);
    }
    expect(await dumpTasks(person.id)).toBe(before);
  });

  it("422: a time without a date names the operation's field", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const answer = await apply(person, [
      { op: "complete", id },
      { op: "update", id, task: { dueTime: "10:00" } },
    ]);
    const errors = fieldErrorsOf(answer);
    expect([answer.status, codeOf(answer), errors]).toEqual([
      422,
      "validation_failed",
      [["/operations/1/task/dueTime", "needs_due_date"]],
    ]);
  });

  it("200: ifRevision is the revision that an earlier operation of the batch left", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const answer = await apply(person, [
      { op: "update", id, task: { title: "two" }, ifRevision: 1 },
      { op: "update", id, task: { title: "three" }, ifRevision: 2 },
      { op: "delete", id, ifRevision: 3 },
      { op: "restore", id, ifRevision: 4 },
      { op: "complete", id, ifRevision: 5 },
    ]);
    expect(resultsOf(answer)[0]).toMatchObject({ title: "three", revision: 6, completed: true, deletedAt: null });
  });

  const id = "0199d3a0-0000-7000-8000-000000000000";
  it.each<[unknown, string]>([
    [undefined, "/operations"],
    [[], "/operations"],
    [{}, "/operations"],
    [Array.from({ length: 101 }, () => ({ op: "delete", id })), "/operations"],
    [[{ op: "delete", id }, {}], "/operations/1/op"],
    [[{ op: "purge", id }], "/operations/0/op"],
    [[{ op: "destroy", id, permanent: true }], "/operations/0/permanent"],
    [[{ op: "destroy" }], "/operations/0/id"],
    [[{ op: "destroy", id, ifRevision: "1" }], "/operations/0/ifRevision"],
    [[{ op: "delete", id: "x" }], "/operations/0/id"],
    [[{ op: "delete", id, permanent: true }], "/operations/0/permanent"],
    [[{ op: "create", task: { title: "x" }, ifRevision: 1 }], "/operations/0/ifRevision"],
    [[{ op: "create", task: { title: "" } }], "/operations/0/task/title"],
    [[{ op: "create", task: { title: "x", revision: 1 } }], "/operations/0/task/revision"],
    [[{ op: "create" }], "/operations/0/task"],
    [[{ op: "update", id, task: {} }], "/operations/0/task"],
    [[{ op: "update", id, task: { title: "x" }, ifRevision: "1" }], "/operations/0/ifRevision"],
    [[{ op: "update", id, task: { title: "x" }, ifRevision: -1 }], "/operations/0/ifRevision"],
    [[{ op: "update", id, task: { title: "x" }, ifRevision: 2 ** 53 }], "/operations/0/ifRevision"],
    [[{ op: "complete", id, completed: null }], "/operations/0/completed"],
    [[null], "/operations/0"],
  ])("422 naming the place: case %#", async (operations, pointer) => {
    const person = await createPerson();
    const answer = await apply(person, operations);
    expect([answer.status, fieldErrorsOf(answer).map(([name]) => name)]).toEqual([422, [pointer]]);
  });

  it("422: a field beside operations, and If-Match", async () => {
    const person = await createPerson();
    const operations = [{ op: "create", task: { title: "x" } }];
    const beside = await person.call("POST", "/api/tasks/batch", { body: { operations, atomic: true } });
    expect([beside.status, fieldErrorsOf(beside)]).toEqual([422, [["/atomic", "unknown_field"]]]);
    const headers = { "if-match": '"1"' };
    const matched = await person.call("POST", "/api/tasks/batch", { body: { operations }, headers });
    expect([matched.status, fieldErrorsOf(matched)]).toEqual([422, [["", "no_precondition"]]]);
    expect(await listAll(person)).toEqual([]);
  });
});
