import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { getConnection } from "@/db/client";
import { pingDatabase } from "@/db/health";
import { isReadText } from "@/db/statement-kind";
import { type CallAnswer, createPerson, createTask, listAll, type Person } from "../api";
import { type Mishap, type NeonWire, startNeonWire } from "../neon-wire";
import { prepare, targets } from "../operations";
import { overWire, recordLog, wirePassword } from "../outage";
import { recordStatements } from "../statements";
import { findFreePort, sleep } from "../tend";

// Long, for a machine that is busy with other things; no test waits for it.
const deadlineMs = 10_000;
const drop: Mishap = { kind: "drop" };
const lose: Mishap = { kind: "lose" };
const halve: Mishap = { kind: "halve" };
const hang: Mishap = { kind: "hang" };
// As Neon's proxy says it.
const unreached: Mishap = {
  kind: "answer",
  status: 500,
  body: JSON.stringify({ message: "Couldn't connect to compute node", code: "", severity: "" }),
};

describe("over Neon's HTTP", () => {
  let wire: NeonWire;
  let person: Person;
  beforeAll(async () => {
    wire = await startNeonWire(inject("neonEndpoint") ?? "");
  });
  afterAll(() => wire.close());
  beforeEach(async () => {
    person = await createPerson();
    // The keys are known after it.
    await person.call("GET", "/api/tasks");
  });

  /** One call, and how many requests it took when these things happened to them. */
  async function callWith(mishaps: Mishap[], ...call: Parameters<Person["call"]>) {
    wire.plan(...mishaps);
    const answer = await overWire(wire.url, deadlineMs, () => person.call(...call));
    return { answer, status: answer.status, requests: wire.requests() };
  }

  const expectUnavailable = ({ status, headers, json }: CallAnswer) =>
    expect([status, headers.get("retry-after"), json]).toEqual([
      503,
      "1",
      expect.objectContaining({ code: "unavailable" }),
    ]);

  it.each(["listTasks", "createTask", "batchTasks"] as const)(
    "%s is sent again while the compute can't be reached, and waits while it wakes",
    async (name) => {
      const { id: taskId } = await createTask(person);
      const { method, url, options } = prepare({ name, isOlder: false }, { userId: person.id, taskId });
      const mishaps = [unreached, { kind: "pass", delayMs: 100 } as const];
      const { status, requests } = await callWith(mishaps, method, url, options);
      expect([status < 300, requests]).toEqual([true, mishaps.length]);
    },
  );

  it("a create is sent again when nobody listened, for nobody has heard of it", async () => {
    const port = await findFreePort();
    const opening = sleep(150).then(() => startNeonWire(inject("neonEndpoint") ?? "", port));
    const { status } = await overWire(`http://127.0.0.1:${port}/sql`, deadlineMs, () =>
      person.call("POST", "/api/tasks", { body: { title: "Once" } }),
    );
    await (await opening).close();
    expect([status, (await listAll(person)).length]).toEqual([201, 1]);
  });

  it.each<[string, Mishap]>([
    ["before it could be read", drop],
    ["in the middle of the answer", halve],
    ["by a gateway", { kind: "answer", status: 502, body: "<html>Bad gateway</html>" }],
    ["by something that answers for it", { kind: "answer", status: 200, body: "<html>Sign in to the network</html>" }],
  ])("a read whose connection breaks %s is sent once more", async (_, mishap) => {
    const { status, requests } = await callWith([mishap], "GET", "/api/tasks");
    expect([status, requests]).toEqual([200, 2]);
    const twice = await callWith([mishap, mishap], "GET", "/api/tasks");
    expectUnavailable(twice.answer);
    expect(twice.requests).toBe(2);
  });

  it.each<[string, Mishap, number]>([
    ["reached nobody", drop, 0],
    ["was carried out", lose, 1],
    ["was carried out and half answered", halve, 1],
  ])(
    "a plain create whose connection breaks is sent once and answered with 503, whether it %s",
    async (_, mishap, made) => {
      const { answer, requests } = await callWith([mishap], "POST", "/api/tasks", { body: { title: "Once" } });
      expectUnavailable(answer);
      expect([requests, (await listAll(person)).length]).toEqual([1, made]);
    },
  );

  it.each<[string, Mishap, string | null]>([
    ["reached nobody", drop, null],
    ["was carried out", lose, "true"],
    ["was carried out and half answered", halve, "true"],
  ])(
    "a create under an Idempotency-Key is sent once more, and makes one task, when the first %s",
    async (_, mishap, replayed) => {
      const request = { body: { title: "Once" }, headers: { "idempotency-key": "key" } };
      const { answer, requests } = await callWith([mishap], "POST", "/api/tasks", request);
      expect([answer.status, requests, answer.headers.get("idempotency-replayed")]).toEqual([201, 2, replayed]);
      expect(await listAll(person)).toEqual([answer.json]);
    },
  );

  it.each<[string, Mishap, string | null]>([
    ["reached nobody", drop, null],
    ["was carried out", lose, "true"],
  ])("a batch under an Idempotency-Key is applied once, when the first request %s", async (_, mishap, replayed) => {
    const operations = [{ op: "create", task: { title: "Once" } }];
    const request = { body: { operations }, headers: { "idempotency-key": "key" } };
    const { answer } = await callWith([mishap], "POST", "/api/tasks/batch", request);
    expect([answer.status, answer.headers.get("idempotency-replayed")]).toEqual([200, replayed]);
    expect({ results: await listAll(person) }).toEqual(answer.json);
  });

  it("a batch without one is sent once", async () => {
    const operations = [{ op: "create", task: { title: "Once" } }];
    const { answer, requests } = await callWith([lose], "POST", "/api/tasks/batch", { body: { operations } });
    expectUnavailable(answer);
    expect([requests, (await listAll(person)).length]).toEqual([1, 1]);
  });

  it.each<[string, number, (id: string) => Parameters<Person["call"]>]>([
    ["completing", 2, (id) => ["PATCH", `/api/tasks/${id}/complete`]],
    ["trashing", 2, (id) => ["DELETE", `/api/tasks/${id}`]],
    ["restoring", 2, (id) => ["POST", `/api/tasks/${id}/restore`]],
    [
      "completing a state of it",
      1,
      (id) => ["PATCH", `/api/tasks/${id}/complete`, { headers: { "if-match": '*, "1"' } }],
    ],
    ["a change", 1, (id) => ["PATCH", `/api/tasks/${id}`, { body: { title: "Changed" } }]],
    ["deleting for good", 1, (id) => ["DELETE", `/api/tasks/${id}?permanent=true`]],
  ])(
    "%s, whose answer is lost, takes %i requests: only what leaves a task as it is may be done twice",
    async (_, times, of) => {
      const { id, revision } = await createTask(person);
      const [method, url, options] = of(id);
      const headers = options?.headers && { "if-match": `"${revision}"` };
      const { answer, requests } = await callWith([lose], method, url, { ...options, ...(headers && { headers }) });
      if (times === 1) expectUnavailable(answer);
      else expect(answer.status).toBeLessThan(300);
      expect(requests).toBe(times);
      const { headers: after } = await person.call("GET", `/api/tasks/${id}`);
      // One write, however often it was sent; restoring what is not in the trash is none.
      expect(after.get("etag")).toBe(
        url.includes("permanent") ? null : `"${revision + (url.endsWith("restore") ? 0 : 1)}"`,
      );
    },
  );

  it("is waited for no longer than the deadline when it is dead, with writes and reads alike", async () => {
    for (const method of ["GET", "POST"]) {
      wire.plan(hang);
      const startedAt = Date.now();
      const body = method === "POST" ? { body: { title: "x" } } : {};
      expectUnavailable(await overWire(wire.url, 200, () => person.call(method, "/api/tasks", body)));
      expect(wire.requests()).toBe(1);
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(190);
      expect(Date.now() - startedAt).toBeLessThan(5000);
    }
  });

  it("is given up before the deadline when the compute can't be reached", async () => {
    wire.plan(...Array<Mishap>(9).fill(unreached));
    const request = { body: { title: "x" } };
    expectUnavailable(await overWire(wire.url, 1000, () => person.call("POST", "/api/tasks", request)));
    expect(wire.requests()).toBeLessThanOrEqual(3);
    expect(await listAll(person)).toEqual([]);
  });

  it("takes every read of the API for a read, and no write", async () => {
    for (const target of targets) {
      const { id: taskId } = await createTask(person);
      const { method, url, options } = prepare(target, { userId: person.id, taskId });
      const { statements } = await recordStatements(() => person.call(method, url, options));
      const batched = target.name === "batchTasks" ? statements.slice(0, -1) : statements;
      for (const { text } of batched) expect([text, isReadText(text)]).toEqual([text, method === "GET"]);
    }
  });

  it.each<[string, Mishap | "dead port" | "unknown host"]>([
    ["nobody listens", "dead port"],
    ["has no address", "unknown host"],
    ["hangs up", drop],
    ["hangs up in the middle of an answer", halve],
    ["says nothing", hang],
    ["can't reach the compute", unreached],
    [
      "repeats what it was sent, as 400",
      { kind: "answer", status: 400, body: JSON.stringify({ message: wirePassword, detail: wirePassword }) },
    ],
    [
      "repeats what it was sent, as PostgreSQL's error",
      {
        kind: "answer",
        status: 400,
        body: JSON.stringify({ message: wirePassword, code: "28P01", severity: "FATAL", detail: wirePassword }),
      },
    ],
    ["repeats what it was sent, as 400 that is no JSON", { kind: "answer", status: 400, body: wirePassword }],
    ["repeats what it was sent, as 500", { kind: "answer", status: 500, body: wirePassword }],
    ["repeats what it was sent, as 200", { kind: "answer", status: 200, body: wirePassword }],
  ])("neither an error nor the log holds the password when the database %s", async (_, mishap) => {
    const urls: Record<string, string> = {
      "dead port": `http://127.0.0.1:${await findFreePort()}/sql`,
      "unknown host": "http://nobody.invalid/sql",
    };
    const url = typeof mishap === "string" ? (urls[mishap] ?? "") : wire.url;
    wire.plan(...Array<Mishap>(20).fill(typeof mishap === "string" ? drop : mishap));
    const errors: unknown[] = [];
    const lines = await recordLog(() =>
      overWire(url, 300, async () => {
        const { transact } = await getConnection();
        const failures = [pingDatabase(), transact([])].map((promise) =>
          promise.catch((error: unknown) => errors.push(error)),
        );
        const calls = [person.call("GET", "/api/tasks"), person.call("POST", "/api/tasks", { body: { title: "x" } })];
        expect((await Promise.all(calls)).map(({ status }) => status >= 500)).toEqual([true, true]);
        await Promise.all(failures);
      }),
    );
    expect(errors).toHaveLength(2);
    expect(inspect(errors, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(wirePassword);
    expect(lines.join("")).not.toContain(wirePassword);
  });

  it("is never followed to another address, which would be told the password", async () => {
    const other = await startNeonWire(inject("neonEndpoint") ?? "");
    const elsewhere: Mishap = { kind: "answer", status: 307, body: "", headers: { location: other.url } };
    const { answer } = await callWith([elsewhere, elsewhere], "GET", "/api/tasks");
    expectUnavailable(answer);
    expect(other.requests()).toBe(0);
    await other.close();
  });
});
