import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { sweep } from "@/db/sweep";
import { codeOf, createPerson, createTask, listAll, type Person, taskOf } from "../api";
import { dumpTasks, execute } from "../database";
import { withEnv } from "../outage";

const refused = [422, "too_many"];

/** What is counted of a person, and what there is. */
async function readStorage({ id }: Person): Promise<{ counted: unknown; real: unknown }> {
  const [counted] = await execute(
    sql`select tasks::int as tasks, bytes::int as bytes from user_storage where user_id = ${id}::uuid`,
  );
  const [real] = await execute(sql`select (select count(*) from task where user_id = ${id}::uuid)::int as tasks,
    ((select coalesce(sum(octet_length(title) + octet_length(description)), 0) from task where user_id = ${id}::uuid)
      + (select coalesce(sum(octet_length(response::text)), 0) from idempotency_key where user_id = ${id}::uuid)
      + (select 64 * count(*) from task_tombstone where user_id = ${id}::uuid))::int as bytes`);
  return { counted, real };
}

async function tryCreate(person: Person, fields: Record<string, unknown> = {}): Promise<unknown[]> {
  const answer = await person.call("POST", "/api/tasks", { body: { title: "x", ...fields } });
  return answer.status === 201 ? [201] : [answer.status, codeOf(answer)];
}

describe("what a person keeps", () => {
  it("is counted exactly, whatever is done", async () => {
    const person = await createPerson();
    const tasks = [];
    for (let index = 0; index < 8; index++) tasks.push(await createTask(person, { description: "é😀".repeat(index) }));
    const ids = tasks.map(({ id }) => id);
    const keyed = { body: { title: "keyed" }, headers: { "idempotency-key": "key" } };
    const replayed = await Promise.all([1, 2, 3].map(() => person.call("POST", "/api/tasks", keyed)));
    expect(new Set(replayed.map((answer) => taskOf(answer).id)).size).toBe(1);
    await person.call("POST", "/api/tasks", { body: { id: ids[0], title: "there already" } });
    await person.call("PATCH", `/api/tasks/${ids[0]}`, { body: { title: "longer than before, or not" } });
    await person.call("PATCH", `/api/tasks/${ids[1]}`, { body: { description: "" } });
    await person.call("PUT", `/api/tasks/${ids[7]}`, { body: { title: "replaced" } });
    await person.call("PATCH", `/api/tasks/${ids[2]}/complete`);
    await person.call("PATCH", `/api/tasks/${ids[2]}`, { body: { title: "never" }, headers: { "if-match": '"1"' } });
    for (const id of ids.slice(3, 6)) await person.call("DELETE", `/api/tasks/${id}`);
    await person.call("POST", `/api/tasks/${ids[3]}/restore`);
    await person.call("DELETE", `/api/tasks/${ids[6]}?permanent=true`);
    await person.call("DELETE", `/api/tasks/${ids[6]}?permanent=true`);
    const operations = [
      { op: "create", task: { title: "of a batch" } },
      { op: "update", id: ids[0], task: { description: "grown" } },
      { op: "delete", id: ids[1] },
    ];
    await person.call("POST", "/api/tasks/batch", { body: { operations } });
    const fails = [...operations, { op: "restore", id: person.id }];
    expect((await person.call("POST", "/api/tasks/batch", { body: { operations: fails } })).status).toBe(404);
    const before = await readStorage(person);
    expect(before.counted).toEqual(before.real);
    const keyedBatch = { body: { operations }, headers: { "idempotency-key": "batch" } };
    for (let time = 0; time < 2; time++) await person.call("POST", "/api/tasks/batch", keyedBatch);
    const withAnswers = await readStorage(person);
    expect(withAnswers.counted).toEqual(withAnswers.real);
    const later = new Date(Date.now() + 40 * 24 * 3_600_000);
    expect((await sweep(later, 10_000)).tasks).toBe(3);
    const after = await readStorage(person);
    expect(after.counted).toEqual(after.real);
    expect(after).not.toEqual(before);
  });
});

describe("the sweep", () => {
  it("counts again what was miscounted, once a week", async () => {
    const person = await createPerson();
    await createTask(person);
    await sweep(new Date(), 10_000);
    const { real } = await readStorage(person);
    await execute(sql`update user_storage set tasks = 50, bytes = 0`);
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);
    await sweep(inDays(6), 10_000);
    expect((await readStorage(person)).counted).toEqual({ tasks: 50, bytes: 0 });
    await sweep(inDays(8), 10_000);
    expect((await readStorage(person)).counted).toEqual(real);
  });
});

describe("TASKS_PER_PERSON", () => {
  it("422 too_many past it, however many come at once, and nothing is done", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()];
    await withEnv({ TASKS_PER_PERSON: "5" }, async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => tryCreate(ada)));
      expect(answers.toSorted()).toEqual([...Array(5).fill([201]), ...Array(7).fill(refused)]);
      const before = await dumpTasks(ada.id);
      const operations = [{ op: "create", task: { title: "of a batch" } }];
      const answer = await ada.call("POST", "/api/tasks/batch", { body: { operations } });
      expect([answer.status, codeOf(answer)]).toEqual(refused);
      expect(await dumpTasks(ada.id)).toBe(before);
      expect(await tryCreate(bob)).toEqual([201]);
    });
    expect(await listAll(ada)).toHaveLength(5);
  });

  it("counts the trash, until it is emptied; all else goes on", async () => {
    const person = await createPerson();
    const [{ id }] = [await createTask(person), await createTask(person)];
    await withEnv({ TASKS_PER_PERSON: "2" }, async () => {
      expect((await person.call("PATCH", `/api/tasks/${id}`, { body: { title: "changed, and longer" } })).status).toBe(
        200,
      );
      await person.call("DELETE", `/api/tasks/${id}`);
      expect(await tryCreate(person)).toEqual(refused);
      await person.call("DELETE", `/api/tasks/${id}?permanent=true`);
      expect(await tryCreate(person)).toEqual([201]);
      expect(await tryCreate(person)).toEqual(refused);
    });
    expect(await withEnv({ TASKS_PER_PERSON: "0" }, () => tryCreate(person))).toEqual([201]);
  });

  it("lets a key be replayed, which adds nothing, and keeps none of what it refuses", async () => {
    const person = await createPerson();
    const keyed = { body: { title: "keyed" }, headers: { "idempotency-key": "key" } };
    await withEnv({ TASKS_PER_PERSON: "1" }, async () => {
      expect((await person.call("POST", "/api/tasks", keyed)).status).toBe(201);
      expect((await person.call("POST", "/api/tasks", keyed)).headers.get("idempotency-replayed")).toBe("true");
      const other = { ...keyed, headers: { "idempotency-key": "other" } };
      expect(codeOf(await person.call("POST", "/api/tasks", other))).toBe("too_many");
      await withEnv({ TASKS_PER_PERSON: "2" }, async () => {
        expect((await person.call("POST", "/api/tasks", other)).headers.has("idempotency-replayed")).toBe(false);
      });
    });
  });
});

describe("MEGABYTES_PER_PERSON", () => {
  it("counts the answers that are kept under keys: a batch that is asked for again and again, under other keys", async () => {
    const person = await createPerson();
    const { id } = await createTask(person, { description: "x".repeat(4000) });
    const complete = (key: number) => {
      const operations = Array.from({ length: 10 }, () => ({ op: "complete", id }));
      return person.call("POST", "/api/tasks/batch", {
        body: { operations },
        headers: { "idempotency-key": `${key}` },
      });
    };
    await withEnv({ MEGABYTES_PER_PERSON: "0.1" }, async () => {
      const statuses = [];
      for (let key = 0; key < 4; key++) statuses.push((await complete(key)).status);
      expect(statuses).toEqual([200, 200, 422, 422]);
      expect((await complete(0)).headers.get("idempotency-replayed")).toBe("true");
      await sweep(new Date(Date.now() + 25 * 3_600_000), 10_000);
      expect((await complete(9)).status).toBe(200);
    });
  });

  it("422 too_many for text that grows past it; less text is always taken", async () => {
    const person = await createPerson();
    const task = await createTask(person, { title: "x", description: "😀".repeat(2000) });
    await withEnv({ MEGABYTES_PER_PERSON: "0.005" }, async () => {
      expect(await tryCreate(person)).toEqual(refused);
      const change = async (body: Record<string, unknown>) => {
        const answer = await person.call("PATCH", `/api/tasks/${task.id}`, { body });
        return answer.status === 200 ? [200] : [answer.status, codeOf(answer)];
      };
      expect(await change({ title: "xx" })).toEqual(refused);
      expect(await change({ priority: "high" })).toEqual([200]);
      expect(await change({ description: "😀".repeat(1500) })).toEqual([200]);
      expect(await tryCreate(person)).toEqual(refused);
      expect(await change({ description: "" })).toEqual([200]);
      expect(await tryCreate(person)).toEqual([201]);
    });
  });
});
