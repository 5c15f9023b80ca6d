import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { waitingMax } from "@/db/turns";
import { env } from "@/lib/env";
import { createPerson, createTask, listAll, type Person, pageOf, taskOf } from "../api";

/** Lets one write of the person's wait, for as long as the work takes: somebody else holds his clock. */
async function withClockHeld(person: Person, work: () => Promise<void>): Promise<void> {
  await createTask(person);
  const client = new Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select from user_clock where user_id = $1 for update", [person.id]);
    await work();
  } finally {
    await client.end();
  }
}

const write = (person: Person, title: string) => person.call("POST", "/api/tasks", { body: { title } });

describe.skipIf(process.env.TEST_DRIVER === "pglite")("while one person's writes wait for each other", () => {
  it("everybody else is answered, and each of them is carried out when it can be", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()];
    let writes: Promise<{ status: number }>[] = [];
    await withClockHeld(ada, async () => {
      writes = Array.from({ length: 40 }, (_, index) => write(ada, `${index}`));
      expect((await bob.call("GET", "/api/tasks")).status).toBe(200);
      expect((await write(bob, "x")).status).toBe(201);
      expect((await ada.call("GET", "/api/tasks")).status).toBe(200);
    });
    expect(new Set((await Promise.all(writes)).map(({ status }) => status))).toEqual(new Set([201]));
  });

  it("429 for what is too much to wait, of which nothing is done", async () => {
    const person = await createPerson();
    const extra = 20;
    const answered: number[] = [];
    let all: Promise<unknown>[] = [];
    await withClockHeld(person, async () => {
      await new Promise<void>((resolve) => {
        all = Array.from({ length: 1 + waitingMax + extra }, async (_, index) => {
          const { status } = await write(person, `${index}`);
          if (answered.push(status) === extra) resolve();
        });
      });
      expect(answered).toEqual(Array(extra).fill(429));
    });
    await Promise.all(all);
    // On a machine that is busy with other things, the last may have waited too long.
    const made = answered.slice(extra).filter((status) => status !== 503);
    expect(made).toEqual(Array(made.length).fill(201));
    expect(made.length).toBeGreaterThan(1);
    expect(await listAll(person)).toHaveLength(1 + made.length);
  });
});

describe.runIf(process.env.TEST_DRIVER === "pg")("while the database answers nobody", () => {
  it("503 within 5 s for each of one person's writes, never 429", async () => {
    const person = await createPerson();
    await withClockHeld(person, async () => {
      const startedAt = Date.now();
      const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => write(person, `${index}`)));
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(503));
      expect(Date.now() - startedAt).toBeLessThan(5000);
    });
  });
});

describe("one person's requests at the same time", () => {
  it("write in the order of their arrival", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        person.call("PATCH", `/api/tasks/${id}`, { body: { title: `title ${index}` } }),
      ),
    );
    const revisions = answers.map((answer) => taskOf(answer).revision);
    expect(revisions).toEqual(revisions.toSorted((one, other) => one - other));
    expect(taskOf(await person.call("GET", `/api/tasks/${id}`)).title).toBe("title 29");
  });

  it("are all answered, reads beside writes, and a refusal holds up nobody", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const missing = "00000000-0000-4000-8000-000000000000";
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => [
        person.call("PATCH", `/api/tasks/${id}`, { body: { title: "x" } }),
        person.call("PATCH", `/api/tasks/${missing}`, { body: { title: "x" } }),
        person.call("GET", "/api/tasks"),
        person.call("POST", "/api/tasks/batch", { body: { operations: [{ op: "create", task: { title: "y" } }] } }),
      ]).flat(),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill([200, 404, 200, 200]).flat());
    expect(pageOf(await person.call("GET", "/api/tasks")).items).toHaveLength(21);
  });
});
