import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstPageMax, readFirstPage } from "@/db/first-page";
import { priorities } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import {
  countViews,
  type View,
  type ViewContext,
  viewCompleted,
  viewInbox,
  viewSearch,
  viewToday,
  viewTrash,
  viewUpcoming,
} from "@/lib/tasks/views";
import { createPerson, createTask } from "../api";
import { execute, insertUser } from "../database";
import { explain, openExplainer } from "../plans";
import { recordStatements } from "../statements";
import { anyTask } from "../task-arbitrary";

const today = "2026-11-20";
const reader = (zone: string): ViewContext => ({
  zone,
  locale: "en-GB",
  today,
  weekStart: 1,
});
const berlin = reader("Europe/Berlin");

const views: Record<string, (tasks: readonly Task[], context: ViewContext) => View> = {
  inbox: viewInbox,
  today: viewToday,
  upcoming: viewUpcoming,
  completed: viewCompleted,
  trash: viewTrash,
  "search?q=Ub": (tasks, context) => viewSearch(tasks, "Ub", context),
  "search?q=%20a%20%20NOTES": (tasks, context) => viewSearch(tasks, " a  NOTES", context),
  "search?q=": (tasks, context) => viewSearch(tasks, "", context),
};

const toPlace = (href: string, taskId: string | null = null) => {
  const [view = "", query] = href.split("?");
  return { view, taskId, parameters: new URLSearchParams(query) };
};

const toIds = ({ sections }: View) => sections.flatMap(({ tasks }) => tasks.map(({ id }) => id));
const read = (owner: string, href: string, context: ViewContext, taskId?: string) =>
  readFirstPage(owner, toPlace(href, taskId), context);

/** Puts tasks into the database as they are, near today so that each view has some. */
async function insertTasks(owner: string, tasks: readonly Task[]): Promise<void> {
  const rows = tasks.map((task) => ({ ...task, priority: priorities.indexOf(task.priority) }));
  await execute(sql`insert into task (user_id, id, title, description, completed_at, priority, due_date, due_time, position, deleted_at, revision, created_at, updated_at)
    select ${owner}::uuid, id, title, description, "completedAt", priority, "dueDate", "dueTime", position, "deletedAt", revision, "createdAt", "updatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, title text, description text, "completedAt" timestamptz,
      priority smallint, "dueDate" date, "dueTime" time, position text, "deletedAt" timestamptz, revision bigint, "createdAt" timestamptz, "updatedAt" timestamptz)`);
}

const near = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString());

/** Many tasks, most of them around today, some at the very same moment. */
const manyTasks = fc.uniqueArray(
  fc
    .record({
      task: anyTask,
      completedAt: fc.option(fc.oneof(near("2026-11-19", "2026-11-22"), fc.constant(`${today}T08:00:00.000Z`)), {
        freq: 2,
      }),
      dueDate: fc.option(
        near("2026-11-17", "2026-11-24").map((date) => date.slice(0, 10)),
        { freq: 3 },
      ),
      hasTime: fc.boolean(),
    })
    .map(
      ({ task, completedAt, dueDate, hasTime }): Task => ({
        ...task,
        title: task.title.replace(/[\p{Cc}\p{Cs}]/gu, "x"),
        completed: completedAt !== null,
        completedAt,
        dueDate,
        dueTime: dueDate !== null && hasTime ? "09:30" : null,
      }),
    ),
  { selector: ({ id }) => id, minLength: 200, maxLength: 400, size: "max" },
);

describe("the first page", () => {
  it("has the rows that each view begins with, and its counts, for any tasks and in any zone", async () => {
    const zones = ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"];
    await fc.assert(
      fc.asyncProperty(manyTasks, fc.constantFrom(...zones), async (tasks, zone) => {
        const owner = await insertUser();
        const context = reader(zone);
        await insertTasks(owner, tasks);
        for (const [href, show] of Object.entries(views)) {
          const page = await read(owner, href, context);
          const wanted = toIds(show(tasks, context)).slice(0, firstPageMax);
          expect([href, toIds(show(page.tasks, context))]).toEqual([href, wanted]);
          expect(page.tasks.length).toBe(wanted.length);
          expect([page.total, page.counts]).toEqual([tasks.length, countViews(tasks, context)]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("says of a task what the API says", async () => {
    const person = await createPerson();
    const task = await createTask(person, {
      title: "All",
      description: "of it",
      priority: "high",
      dueDate: today,
      dueTime: "09:00",
    });
    expect((await read(person.id, "today", berlin)).tasks).toEqual([task]);
  });

  it("has the open task too, once, wherever it is", async () => {
    const person = await createPerson();
    const shown = await createTask(person, { dueDate: today });
    const other = await createTask(person);
    const ids = async (href: string, taskId: string) =>
      (await read(person.id, href, berlin, taskId)).tasks.map(({ id }) => id).sort();
    expect(await ids("today", other.id)).toEqual([shown.id, other.id].sort());
    expect(await ids("today", shown.id)).toEqual([shown.id]);
    expect(await ids("today", other.id.toUpperCase())).toEqual([shown.id, other.id].sort());
    expect(await ids("tasks", other.id)).toEqual([other.id]);
    expect(await ids("settings", randomUUID())).toEqual([]);
    expect(await ids("tasks", "no id")).toEqual([]);
  });

  it("has nothing of anybody else", async () => {
    const [person, other] = [await createPerson(), await createPerson()];
    const secret = await createTask(other, { title: "secret", dueDate: today });
    await createTask(other, { title: "secret done", completed: true });
    for (const href of [...Object.keys(views), "search?q=secret", "tasks", "browse"]) {
      const none = { inbox: 0, today: 0, upcoming: 0, completed: 0, trash: 0 };
      expect(await read(person.id, href, berlin, secret.id)).toEqual({ tasks: [], total: 0, counts: none });
    }
  });

  it("searches for whatever stands in an address", async () => {
    const person = await createPerson();
    await createTask(person, { title: "word" });
    const find = async (q: string) => (await read(person.id, `search?q=${q}`, berlin)).tasks.length;
    expect(await find(`${"%20".repeat(500)}word`)).toBe(1);
    expect(await find("word%00")).toBe(1);
    expect(await find("%F0%9F%8E%82".repeat(500))).toBe(0);
    expect(await find("%25_%5C%27")).toBe(0);
  });

  it("is one statement, and reads no table from end to end", async () => {
    const owner = await insertUser();
    for (const person of [owner, ...(await Promise.all(Array.from({ length: 20 }, insertUser)))])
      await insertTasks(
        person,
        fc.sample(anyTask, { numRuns: 300, seed: 1 }).map((task) => ({ ...task, id: randomUUID(), title: "a" })),
      );
    await execute(sql`analyze task`);
    for (const href of Object.keys(views)) {
      const { statements } = await recordStatements(() => read(owner, href, berlin));
      expect([href, statements.length]).toEqual([href, 1]);
      const [sent] = statements;
      if (!sent || process.env.TEST_DRIVER === "neon-http") continue;
      const explainer = await openExplainer();
      const { custom, generic } = await explain(explainer, sent).finally(explainer.close);
      expect([href, custom.scanned.has("task"), generic.scanned.has("task")]).toEqual([href, false, false]);
    }
  });
});
