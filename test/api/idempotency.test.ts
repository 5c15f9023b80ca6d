import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { type CallAnswer, codeOf, createPerson, createTask, listAll, type Person, taskOf } from "../api";
import { execute } from "../database";

/** The operations that take a key, each with a body, another one, and one that is refused because of a row. */
const takers = [
  {
    name: "POST /api/tasks",
    path: "/api/tasks",
    status: 201,
    makeBody: (title: string) => ({ title, priority: "low" }),
    makeRefused: (id: string) => ({ id, title: "x" }),
  },
  {
    name: "POST /api/tasks/batch",
    path: "/api/tasks/batch",
    status: 200,
    makeBody: (title: string) => ({ operations: [{ op: "create", task: { title, priority: "low" } }] }),
    makeRefused: (id: string) => ({ operations: [{ op: "create", task: { id, title: "x" } }] }),
  },
];

const isReplay = ({ headers }: CallAnswer) => headers.get("idempotency-replayed") === "true";
const countKeys = async (person: Person) =>
  (await execute(sql`select key from idempotency_key where user_id = ${person.id}`)).length;

describe.each(takers)("Idempotency-Key on $name", ({ path, status, makeBody, makeRefused }) => {
  const send = (person: Person, key: string, body: unknown, more: Record<string, string> = {}) =>
    person.call("POST", path, { body, headers: { "idempotency-key": key, ...more } });

  it("20 concurrent identical posts do it once, and 19 answers are marked as replayed", async () => {
    const person = await createPerson();
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => send(person, `round-${round}`, makeBody(`${round}`))),
      );
      expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(status));
      expect(answers.filter(isReplay)).toHaveLength(19);
      expect(new Set(answers.map(({ text }) => JSON.stringify(JSON.parse(text)))).size).toBe(1);
      expect(new Set(answers.map(({ headers }) => headers.get("etag"))).size).toBe(1);
      expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1);
    }
    expect((await listAll(person)).map(({ title }) => title)).toEqual(["0", "1", "2"]);
  });

  it("a replay is the answer of then, whatever became of the task", async () => {
    const person = await createPerson();
    const first = await send(person, "key", makeBody("one"));
    const [task] = await listAll(person);
    await person.call("DELETE", `/api/tasks/${task?.id}?permanent=true`);
    const replay = await send(person, "key", makeBody("one"));
    expect([replay.status, isReplay(first), isReplay(replay), replay.json]).toEqual([status, false, true, first.json]);
    expect(await listAll(person)).toEqual([]);
  });

  it("compares the validated body: order of fields, space around the title do not count", async () => {
    const person = await createPerson();
    const body = JSON.stringify(makeBody("one"));
    const other = body.replace(/"title":"one","priority":"low"/, '"priority" : "low", "title":"  one "');
    expect(other).not.toBe(body);
    const headers = { "idempotency-key": "key", "content-type": "application/json; charset=utf-8" };
    expect((await send(person, "key", makeBody("one"))).status).toBe(status);
    expect(isReplay(await person.call("POST", path, { raw: other, headers }))).toBe(true);
  });

  it("422 idempotency_key_reused: another body, and another operation", async () => {
    const person = await createPerson();
    await send(person, "key", makeBody("one"));
    for (const taker of takers) {
      const body = taker.makeBody(taker.path === path ? "two" : "one");
      const answer = await person.call("POST", taker.path, { body, headers: { "idempotency-key": "key" } });
      expect([answer.status, codeOf(answer)]).toEqual([422, "idempotency_key_reused"]);
    }
    expect((await listAll(person)).map(({ title }) => title)).toEqual(["one"]);
    expect(isReplay(await send(person, "key", makeBody("one")))).toBe(true);
  });

  it("of 20 concurrent posts with different bodies one is done, and 19 are 422", async () => {
    const person = await createPerson();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(person, "key", makeBody(`${index}`))),
    );
    const done = answers.flatMap((answer, index) => (answer.status === status ? [`${index}`] : []));
    expect([done.length, answers.filter((answer) => answer.status === 422).length]).toEqual([1, 19]);
    expect((await listAll(person)).map(({ title }) => title)).toEqual(done);
  });

  it("a 4xx leaves no trace of the key", async () => {
    const person = await createPerson();
    const { id } = await createTask(person, { title: "there" });
    const answers = [
      await send(person, "key", makeRefused(id)),
      await send(person, "key", makeBody("")),
      await send(person, "key", makeBody("x"), { "if-match": "*" }),
      await send(person, "key", makeBody("x"), { "content-type": "text/plain" }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([409, 422, 422, 415]);
    expect(await countKeys(person)).toBe(0);
    const answer = await send(person, "key", makeBody("one"));
    expect([answer.status, isReplay(answer)]).toEqual([status, false]);
  });

  it("an expired key is new again; one of almost 24 h is not", async () => {
    const person = await createPerson();
    await send(person, "key", makeBody("one"));
    const age = (hours: number) =>
      execute(
        sql`update idempotency_key set created_at = now() - make_interval(secs => ${hours * 3600}) where user_id = ${person.id}`,
      );
    await age(23.9);
    expect(isReplay(await send(person, "key", makeBody("one")))).toBe(true);
    await age(24.1);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(person, "key", makeBody("two"))));
    expect(answers.filter(isReplay)).toHaveLength(9);
    expect((await listAll(person)).map(({ title }) => title)).toEqual(["one", "two"]);
    expect((await send(person, "key", makeBody("one"))).status).toBe(422);
  });

  it("a key is one person's", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()];
    await send(ada, "key", makeBody("one"));
    const answer = await send(bob, "key", makeBody("two"));
    expect([answer.status, isReplay(answer)]).toEqual([status, false]);
  });

  it("keys are 1 to 255 visible ASCII characters, each its own, case included", async () => {
    const person = await createPerson();
    for (const key of ["!", "~", "key", "Key", "a".repeat(255), "a".repeat(254), randomUUID()]) {
      const answers = [await send(person, key, makeBody("one")), await send(person, key, makeBody("one"))];
      expect([key, ...answers.map(isReplay)]).toEqual([key, false, true]);
    }
  });

  it.each(["", "a b", "a".repeat(256), "é", "a\tb"])("400: %j is no key", async (key) => {
    const person = await createPerson();
    const answer = await send(person, key, makeBody("one"));
    expect([answer.status, codeOf(answer)]).toEqual([400, "malformed_request"]);
    expect(await listAll(person)).toEqual([]);
  });
});

describe("Idempotency-Key elsewhere", () => {
  it("works on the older path, which is the same operation", async () => {
    const person = await createPerson();
    const options = { body: { title: "one" }, headers: { "idempotency-key": "key" } };
    const first = await person.call("POST", `/api/${person.id}/tasks`, options);
    const replay = await person.call("POST", "/api/tasks", options);
    expect([replay.status, isReplay(replay), taskOf(replay)]).toEqual([201, true, taskOf(first)]);
  });

  it("a replay keeps every field as it was answered", async () => {
    const person = await createPerson();
    const body = {
      title: "Ünï 🚆",
      description: 'a\n"b"\\',
      completedAt: "2024-02-29T12:00:00.100Z",
      priority: "high",
      dueDate: "2024-02-29",
      dueTime: "09:00",
      position: "Zz",
    };
    const headers = { "idempotency-key": "key" };
    const first = await person.call("POST", "/api/tasks", { body, headers });
    const replay = await person.call("POST", "/api/tasks", { body, headers });
    expect([first.status, replay.text]).toEqual([201, first.text]);
  });
});
