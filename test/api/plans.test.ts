import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createPerson, type Person, pageOf } from "../api";
import { execute } from "../database";
import { explain, openExplainer, type Plan } from "../plans";
import { recordStatements } from "../statements";

const total = 100_000;
// The server's own time limit for a statement holds here too.
const chunk = 5000;

/** Tasks of one person: half complete, a third with a date, one of a hundred in the trash. */
async function insertTasks(owner: string, from: number, to: number): Promise<void> {
  await execute(sql`insert into task (user_id, id, title, description, completed_at, priority, due_date, due_time, position, deleted_at, revision)
    select ${owner}, gen_random_uuid(), 'Task ' || n, '', case when n % 2 = 0 then now() end, n % 4,
      case when n % 3 = 0 then date '2024-01-01' + n % 1000 end, case when n % 6 = 0 then time '10:00' end,
      'k' || lpad(to_hex(n), 11, '0'), case when n % 100 = 0 then now() end, n
    from generate_series(${sql.raw(String(from))}, ${sql.raw(String(to))}) as n`);
}

async function fill(): Promise<Person> {
  const person = await createPerson();
  for (let from = 1; from < total; from += chunk) await insertTasks(person.id, from, from + chunk - 1);
  await execute(sql`insert into task_tombstone (user_id, id, revision)
    select ${person.id}, gen_random_uuid(), n from generate_series(${sql.raw(String(total + 1))}, ${sql.raw(String(total + 2000))}) as n`);
  await execute(sql`insert into user_clock (user_id, revision) values (${person.id}, ${total + 2000})`);
  for (let count = 0; count < 50; count++) await insertTasks((await createPerson()).id, 1, 100);
  for (const table of ["user", "task", "task_tombstone", "user_clock"])
    await execute(sql`analyze ${sql.identifier(table)}`);
  return person;
}

/** What a request costs: the index it must use, and how many rows it may read, or sort. */
type Budget = { query: string; index: string | string[]; read: number };

const page = 51;
const budgets: Budget[] = [
  { query: "/api/tasks", index: "task_position_idx", read: 2 * page },
  { query: "/api/tasks?sort=-position", index: "task_position_idx", read: 2 * page },
  { query: "/api/tasks?status=pending", index: "task_position_idx", read: 4 * page },
  { query: "/api/tasks?limit=200", index: "task_position_idx", read: 3 * 201 },
  { query: "/api/tasks?q=nothing", index: "task_position_idx", read: 600 },
  { query: "/api/tasks?q=nothing&sort=due", index: "task_due_idx", read: 600 },
  { query: "/api/tasks?trashed=true", index: "task_trash_idx", read: 2 * page },
  { query: "/api/tasks?trashed=true&sort=-position", index: "task_trash_idx", read: 2 * page },
  { query: "/api/tasks?sort=due", index: "task_due_idx", read: 2 * page },
  { query: "/api/tasks?sort=due&dueAfter=2025-01-01", index: "task_due_idx", read: 2 * page },
  { query: "/api/tasks?sort=due&dueBefore=2024-01-31&status=pending", index: "task_due_idx", read: 6 * page },
  { query: "/api/tasks?sort=due&dueAfter=2025-01-01&dueBefore=2025-01-07", index: "task_due_idx", read: 2 * page },
  { query: "/api/tasks?sort=-updated", index: "task_revision_idx", read: 3 * page },
  { query: "/api/tasks/changes?since=0", index: "task_revision_idx", read: 1600 },
  { query: "/api/tasks/changes?since=50000", index: "task_revision_idx", read: 1700 },
  {
    query: `/api/tasks/changes?since=${total - 100}`,
    index: ["task_revision_idx", "task_tombstone_revision_idx"],
    read: 2000,
  },
  { query: `/api/tasks/changes?since=${total + 2000}`, index: "task_revision_idx", read: 2 * page },
];

/** Where a page begins deep in the list: it costs no more than the first. */
const middle = `k${(total / 2).toString(16).padStart(11, "0")}`;
const depths = [
  { sort: "position", value: middle, index: "task_position_idx" },
  { sort: "-position", value: middle, index: "task_position_idx" },
  { sort: "due", value: "2025-06-01T10:00:00", index: "task_due_idx" },
  { sort: "due", value: "infinity", index: "task_due_idx" },
];

/** A cursor of the list that stands at another value. */
async function moveCursor(person: Person, sort: string, value: string): Promise<string> {
  const { nextCursor } = pageOf(await person.call("GET", `/api/tasks?sort=${sort}&limit=1`));
  const [mark, , id] = JSON.parse(Buffer.from(nextCursor ?? "", "base64url").toString());
  return Buffer.from(JSON.stringify([mark, value, id])).toString("base64url");
}

describe.skipIf(process.env.TEST_DRIVER === "neon-http")(`one person with ${total} tasks`, () => {
  it("every list, view and page of changes reads its index and few rows, and no table from end to end", async () => {
    const person = await fill();
    await person.call("GET", "/api/tasks");
    const explainer = await openExplainer();
    const wrong: string[] = [];
    const check = (query: string, kind: string, plan: Plan, { index, read }: Budget) => {
      const missing = [index].flat().filter((name) => !plan.indexes.has(name));
      const scanned = ["task", "task_tombstone"].filter((name) => plan.scanned.has(name));
      if (missing.length > 0 || scanned.length > 0 || plan.read > read || (kind === "custom" && plan.sorted > read))
        wrong.push(`${query} (${kind}): ${JSON.stringify({ ...plan, indexes: [...plan.indexes], scanned })}`);
    };
    try {
      for (const budget of budgets) {
        const { statements } = await recordStatements(() => person.call("GET", budget.query));
        const [sent] = statements;
        if (!sent) throw new Error("nothing was sent");
        const { custom, generic } = await explain(explainer, sent);
        check(budget.query, "custom", custom, budget);
        check(budget.query, "generic", generic, { ...budget, read: Number.POSITIVE_INFINITY });
      }
      for (const { sort, value, index } of depths) {
        const query = `/api/tasks?sort=${sort}&cursor=${await moveCursor(person, sort, value)}`;
        const { statements } = await recordStatements(() => person.call("GET", query));
        const { custom } = await explain(explainer, statements[0] ?? { text: "", values: [] });
        check(`${sort} from ${value}`, "custom", custom, { query, index, read: 2 * page });
      }
    } finally {
      await explainer.close();
      await execute(sql`truncate "user" cascade`);
    }
    expect(wrong).toEqual([]);
  });
});
