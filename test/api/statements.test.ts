import { describe, expect, it } from "vitest";
import { batchMaxOperations } from "@/lib/contract/limits";
import { forget } from "@/lib/once";
import { type CallAnswer, createPerson, createTask, type Person, pageOf } from "../api";
import { describeTarget, prepare, targets } from "../operations";
import { recordStatements } from "../statements";

async function warmUp(): Promise<Person> {
  const person = await createPerson();
  await person.call("GET", "/api/tasks");
  return person;
}

/** What a call costs, and its answer. */
async function measure(send: () => Promise<CallAnswer>) {
  let answer: CallAnswer | undefined;
  const record = await recordStatements(async () => {
    answer = await send();
  });
  return { ...record, status: answer?.status };
}

const isHttp = process.env.TEST_DRIVER === "neon-http";

describe("a request of a process that is warm", () => {
  it.each(
    targets.filter(({ name }) => name !== "batchTasks").map((target) => [describeTarget(target), target] as const),
  )("%s: one statement, none for authentication", async (_, target) => {
    const person = await warmUp();
    const { id: taskId } = await createTask(person);
    const { method, url, options } = prepare(target, { userId: person.id, taskId });
    // The token has not been seen before: its signature is checked, with the keys that are known.
    forget("verified-tokens");
    const { status = 0, statements, trips } = await measure(() => person.call(method, url, options));
    expect([status < 300, statements.length, trips]).toEqual([true, 1, 1]);
    expect(statements[0]?.text).not.toMatch(/jwks|session/);
  });

  it.each<[string, (person: Person, taskId: string) => Promise<CallAnswer>]>([
    [
      "a replay",
      (person) => person.call("POST", "/api/tasks", { body: { title: "x" }, headers: { "idempotency-key": "key" } }),
    ],
    ["delete for good", (person, id) => person.call("DELETE", `/api/tasks/${id}?permanent=true`)],
    ["304", (person, id) => person.call("GET", `/api/tasks/${id}`, { headers: { "if-none-match": "*" } })],
    ["404", (person) => person.call("DELETE", `/api/tasks/${person.id}`)],
    ["409", (person, id) => person.call("POST", "/api/tasks", { body: { id, title: "x" } })],
    ["410", (person) => person.call("GET", "/api/tasks/changes?since=1000")],
    ["412", (person, id) => person.call("DELETE", `/api/tasks/${id}`, { headers: { "if-match": '"1000"' } })],
    [
      "a filtered list",
      (person) => person.call("GET", "/api/tasks?q=a%20b&priority=low&dueBefore=2024-01-01&sort=-due"),
    ],
  ])("%s: one statement", async (_, send) => {
    const person = await warmUp();
    const { id } = await createTask(person);
    await person.call("POST", "/api/tasks", { body: { title: "x" }, headers: { "idempotency-key": "key" } });
    const { statements, trips } = await measure(() => send(person, id));
    expect([statements.length, trips]).toEqual([1, 1]);
  });

  it("the next page: one statement", async () => {
    const person = await warmUp();
    for (let count = 0; count < 3; count++) await createTask(person);
    const { nextCursor } = pageOf(await person.call("GET", "/api/tasks?limit=1"));
    const { statements } = await measure(() => person.call("GET", `/api/tasks?limit=1&cursor=${nextCursor}`));
    expect(statements).toHaveLength(1);
  });

  it.each<[number, string, (person: Person) => Promise<CallAnswer>]>([
    [401, "no token", (person) => person.call("GET", "/api/tasks", { token: undefined })],
    [401, "a bad token", (person) => person.call("GET", "/api/tasks", { token: "a.b.c" })],
    [403, "another user's path", (person) => person.call("GET", "/api/someone/tasks")],
    [404, "an id that is no UUID", (person) => person.call("GET", "/api/tasks/x")],
    [405, "a method", (person) => person.call("PUT", "/api/tasks")],
    [413, "a length", (person) => person.call("POST", "/api/tasks", { raw: " ".repeat(200_000) })],
    [415, "a type", (person) => person.call("POST", "/api/tasks", { raw: "x", headers: { "content-type": "x/y" } })],
    [400, "a header", (person) => person.call("DELETE", "/api/tasks/x", { headers: { "if-match": "x" } })],
    [422, "a field", (person) => person.call("POST", "/api/tasks", { body: { title: "" } })],
    [422, "a cursor", (person) => person.call("GET", "/api/tasks?cursor=x")],
    [204, "OPTIONS", (person) => person.call("OPTIONS", "/api/tasks")],
    [200, "health", (person) => person.call("GET", "/api/health")],
    [200, "the OpenAPI document", (person) => person.call("GET", "/api/openapi.json")],
  ])("%i by %s: no statement at all", async (expected, _, send) => {
    const person = await warmUp();
    const { status, statements } = await measure(() => send(person));
    expect([status, statements]).toEqual([expected, []]);
  });

  // One statement per operation, one that collects the answer, and begin and commit where the driver sends them
  // itself; with a key, one more that claims it. On Neon's HTTP all of it is one request.
  it.each([1, 2, 10, batchMaxOperations])("a batch of %i: at most n + 3 statements, one trip on HTTP", async (size) => {
    const person = await warmUp();
    const operations = Array.from({ length: size }, () => ({ op: "create", task: { title: "x" } }));
    const send = (headers: Record<string, string> = {}) =>
      person.call("POST", "/api/tasks/batch", { body: { operations }, headers });
    await send();
    const plain = await measure(() => send());
    expect([plain.status, plain.statements.length <= size + 3]).toEqual([200, true]);
    const keyed = await measure(() => send({ "idempotency-key": "key" }));
    expect([keyed.status, keyed.statements.length <= size + 4]).toEqual([200, true]);
    if (isHttp) expect([plain.trips, keyed.trips]).toEqual([1, 1]);
    const texts = plain.statements.map(({ text }) => text);
    // They are the same prepared statement again and again, whatever the values.
    expect(new Set(texts).size).toBeLessThanOrEqual(4);
  });

  it("sends no value within the text of a statement", async () => {
    const person = await warmUp();
    const canary = "canary0815";
    const { statements } = await recordStatements(async () => {
      const { id } = await createTask(person, { title: canary, description: canary });
      await person.call("PATCH", `/api/tasks/${id}`, { body: { title: `${canary} 2` } });
      await person.call("GET", `/api/tasks?q=${canary}`);
      await person.call("POST", "/api/tasks", { body: { title: canary }, headers: { "idempotency-key": canary } });
    });
    expect(statements).toHaveLength(4);
    for (const { text, values } of statements) {
      expect(text).not.toContain(canary);
      expect(text).not.toContain(person.id);
      expect(JSON.stringify(values)).toContain(canary);
    }
  });
});
