import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { forget } from "@/lib/once";
import { changesOf, createPerson, createTask, listAll, pageOf, taskOf } from "../api";
import { execute } from "../database";
import { withEnv } from "../outage";

const zone = sql.raw("'Asia/Kolkata'");

async function closeEverything(): Promise<void> {
  await closeDatabase();
  // Better Auth has the connection that it was made with.
  forget("auth");
}

/** Runs while the database's own time zone is half an hour beside the hours. */
async function inAnotherZone(run: () => Promise<void>): Promise<void> {
  const { TEST_DRIVER, DATABASE_URL = "" } = process.env;
  if (TEST_DRIVER === "pglite") {
    await execute(sql`set timezone to ${zone}`);
    await run().finally(() => execute(sql`reset timezone`));
    return;
  }
  const name = sql.identifier(new URL(DATABASE_URL).pathname.slice(1));
  await execute(sql`alter database ${name} set timezone to ${zone}`);
  try {
    await closeEverything();
    // Under another name, so that the endpoint of Neon's driver opens new connections too.
    await withEnv({ DATABASE_URL: `${DATABASE_URL}?application_name=elsewhere` }, async () => {
      if (TEST_DRIVER === "neon-http")
        expect(await execute(sql`show timezone`)).toEqual([{ TimeZone: "Asia/Kolkata" }]);
      await run().finally(closeEverything);
    });
  } finally {
    await execute(sql`alter database ${name} reset timezone`);
  }
}

it("answers moments in UTC, and dates and times as they are, whatever the database's time zone", async () => {
  await inAnotherZone(async () => {
    const person = await createPerson();
    const given = { completedAt: "2024-02-29T20:00:00.100Z", dueDate: "2024-02-29", dueTime: "23:45" };
    const headers = { "idempotency-key": "key" };
    const body = { title: "x", ...given };
    const first = await person.call("POST", "/api/tasks", { body, headers });
    const task = taskOf(first);
    expect(task).toMatchObject(given);
    expect(Math.abs(Date.parse(task.createdAt) - Date.now())).toBeLessThan(60_000);
    expect((await person.call("POST", "/api/tasks", { body, headers })).json).toEqual(task);
    expect((await person.call("GET", `/api/tasks/${task.id}`)).json).toEqual(task);
    expect(changesOf(await person.call("GET", "/api/tasks/changes?since=0")).items).toEqual([task]);
    const next = await createTask(person, given);
    const operations = [{ op: "restore", id: task.id }];
    const batch = await person.call("POST", "/api/tasks/batch", { body: { operations } });
    expect(batch.json).toEqual({ results: [task] });
    for (const sort of ["created", "due", "-created", "-due"]) {
      const { items } = pageOf(await person.call("GET", `/api/tasks?sort=${sort}`));
      expect(await listAll(person, `sort=${sort}`, 1)).toEqual(items);
    }
    expect(await listAll(person, "dueAfter=2024-02-29&dueBefore=2024-02-29")).toEqual([task, next]);
    expect(await listAll(person, "dueAfter=2024-03-01")).toEqual([]);
  });
});
