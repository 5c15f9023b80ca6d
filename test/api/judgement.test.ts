import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type CallOptions, createPerson, createTask, type Person } from "../api";
import { forgeToken, inSeconds } from "../tokens";

type Plan = { method: string; url: string; options: CallOptions };
type Fault = { status: number; spoil(plan: Plan): void };

const setHeader = (plan: Plan, name: string, value: string) => {
  plan.options.headers = { ...plan.options.headers, [name]: value };
};

/**
 * A request on the older path with every fault that it can have, in the order of judgement. Mending them from the
 * first to the last shows each status in its turn.
 */
async function makeFaults(person: Person): Promise<Fault[]> {
  const expired = await forgeToken(person.id, { claims: { exp: inSeconds(-60) } });
  return [
    { status: 401, spoil: ({ options }) => Object.assign(options, { token: expired }) },
    { status: 403, spoil: (plan) => (plan.url = plan.url.replace(person.id, randomUUID())) },
    { status: 405, spoil: (plan) => (plan.method = "POST") },
    { status: 413, spoil: (plan) => Object.assign(plan.options, { raw: " ".repeat(200_000) }) },
    { status: 415, spoil: (plan) => setHeader(plan, "content-type", "text/plain") },
    { status: 400, spoil: ({ options }) => (options.raw ??= '{"title":') },
    { status: 400, spoil: (plan) => setHeader(plan, "if-match", "unquoted") },
    { status: 422, spoil: ({ options }) => (options.raw ??= '{"title":""}') },
    { status: 422, spoil: (plan) => (plan.url += "?unheard=of") },
    { status: 404, spoil: (plan) => (plan.url = plan.url.replace(/tasks\/[^/?]+/, `tasks/${randomUUID()}`)) },
    {
      status: 412,
      spoil: (plan) => (plan.options.headers?.["if-match"] ? undefined : setHeader(plan, "if-match", '"9"')),
    },
  ];
}

describe("the order of judgement", () => {
  it("401, 403, 405, 413, 415, 400, 422, 404, 412, and then 200", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const faults = await makeFaults(person);
    const seen: number[] = [];
    for (let first = 0; first <= faults.length; first++) {
      const plan: Plan = {
        method: "PATCH",
        url: `/api/${person.id}/tasks/${id}`,
        options: { headers: { "content-type": "application/json" } },
      };
      for (const { spoil } of faults.slice(first)) spoil(plan);
      plan.options.raw ??= '{"title":"x"}';
      seen.push((await person.call(plan.method, plan.url, plan.options)).status);
    }
    expect(seen).toEqual([...faults.map(({ status }) => status), 200]);
  });

  it("404 before 409 before 412 before the 422 that needs the row", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const send = (taskId: string, tag: string) =>
      person.call("PATCH", `/api/tasks/${taskId}`, { body: { dueTime: "10:00" }, headers: { "if-match": tag } });
    expect((await send(randomUUID(), '"9"')).status).toBe(404);
    await person.call("DELETE", `/api/tasks/${id}`);
    expect((await send(id, '"9"')).status).toBe(409);
    await person.call("POST", `/api/tasks/${id}/restore`);
    expect((await send(id, '"9"')).status).toBe(412);
    expect((await send(id, '"3"')).status).toBe(422);
  });

  it("400 for a malformed header before 404, 409 and 412", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const unknown = `/api/tasks/${randomUUID()}`;
    const get = await person.call("GET", unknown, { headers: { "if-none-match": "unquoted" } });
    const remove = await person.call("DELETE", unknown, { headers: { "if-match": "unquoted" } });
    const headers = { "idempotency-key": "two words" };
    const create = await person.call("POST", "/api/tasks", { body: { id, title: "x" }, headers });
    const invalid = await person.call("POST", "/api/tasks", { body: {}, headers });
    expect([get, remove, create, invalid].map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });

  it("401 before 404 and 405: without a token a path says nothing about what is there", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    for (const path of [`/api/tasks/${id}`, `/api/tasks/${randomUUID()}`, "/api/tasks/x", `/api/${person.id}/tasks`]) {
      for (const method of ["GET", "POST", "PUT", "DELETE"])
        expect((await person.call(method, path, { token: undefined })).status).toBe(401);
    }
  });

  it("422 names the faults of query and body together", async () => {
    const person = await createPerson();
    const answer = await person.call("POST", "/api/tasks?a=1", { body: { b: 1, title: "x" } });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ errors: [{ pointer: "/a" }, { pointer: "/b" }] });
  });
});
