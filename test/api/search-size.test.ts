import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { changesOf, createPerson, createTask, fieldErrorsOf, listAll, type Person, pageOf } from "../api";
import { execute } from "../database";
import { recordStatements } from "../statements";

/** Tasks straight into the table: `count` of them, with a description that is SQL over their number `i`. */
async function insertTasks(person: Person, count: number, description: ReturnType<typeof sql>): Promise<void> {
  await execute(sql`insert into task (user_id, id, title, description, priority, due_date, position, revision, completed_at)
    select ${person.id}::uuid, gen_random_uuid(), 'Task ' || i % 7 || ' ' || i, ${description}, i % 4,
      case when i % 3 > 0 then date '2030-01-01' + i % 50 end, 'a0' || lpad(i::text, 5, '0') || 'V', i,
      case when i % 5 = 0 then now() end
    from generate_series(1, ${count}::int) as i`);
  await execute(sql`insert into user_clock (user_id, revision) values (${person.id}::uuid, ${count}::int)
    on conflict (user_id) do update set revision = excluded.revision`);
}

async function count(work: () => Promise<unknown>): Promise<number> {
  return (await recordStatements(work)).statements.length;
}

describe("a search of more than one statement looks through", () => {
  it("finds exactly what a list has that has the words, in every order, page by page", async () => {
    const person = await createPerson();
    await insertTasks(person, 1300, sql`case when i % 11 = 0 then 'a needle of length' else repeat('x', i % 300) end`);
    for (const sort of ["position", "-updated", "due", "-due", "priority", "-title"]) {
      const all = await listAll(person, `sort=${sort}`);
      for (const filter of ["", "&status=pending&priority=low&priority=high"]) {
        const isWanted =
          filter === ""
            ? () => true
            : ({ completed, priority }: (typeof all)[number]) =>
                !completed && (priority === "low" || priority === "high");
        const expected = all.filter((task) => task.description.includes("needle") && isWanted(task));
        const found = await listAll(person, `sort=${sort}&q=length%20NEEDLE${filter}`, 37);
        expect([sort, filter, found.map(({ id }) => id)]).toEqual([sort, filter, expected.map(({ id }) => id)]);
      }
    }
  });

  it("looks through long texts in many statements, so that none of them takes long", async () => {
    const person = await createPerson();
    await insertTasks(person, 150, sql`repeat('a', 10000)`);
    await createTask(person, { title: `last ${"a".repeat(150)}`, position: "z00000000000000000000000000" });
    // It would be compared with each letter of them, nearly to its end.
    const hostile = `b${"a".repeat(198)}`;
    expect(await listAll(person, `q=${hostile}`)).toEqual([]);
    expect(await count(() => listAll(person, `q=${hostile}`))).toBeGreaterThanOrEqual(10);
    const words = Array.from({ length: 19 }, (_, index) => String.fromCharCode(98 + index)).join("%20");
    expect(await count(() => listAll(person, `q=${words}`))).toBeGreaterThanOrEqual(100);
    expect((await listAll(person, `q=${"a".repeat(150)}%20last`)).map(({ title }) => title.slice(0, 4))).toEqual([
      "last",
    ]);
  });

  it("is one statement for hundreds of tasks of ordinary size", async () => {
    const person = await createPerson();
    await insertTasks(person, 499, sql`'Some words that one writes about a task ' || i`);
    expect(await count(() => person.call("GET", "/api/tasks?q=about%20nothing"))).toBe(1);
    expect(await count(() => person.call("GET", "/api/tasks?q=about"))).toBe(1);
  });
});

describe("a long page", () => {
  it("of long texts ends before its limit, and the next goes on: a list in every order, and the changes", async () => {
    const person = await createPerson();
    await insertTasks(person, 90, sql`repeat('a', 100 * i)`);
    for (const sort of ["position", "-title", "due"]) {
      const pages = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page = pageOf(
          await person.call("GET", `/api/tasks?limit=200&sort=${sort}${cursor && `&cursor=${cursor}`}`),
        );
        pages.push(page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(pages.length).toBe(2);
      expect(pages.flat()).toEqual((await listAll(person, `sort=${sort}`, 20)).map(({ id }) => id));
    }
    const revisions = [];
    for (let [since, hasMore] = [0, true]; hasMore; ) {
      const page = changesOf(await person.call("GET", `/api/tasks/changes?since=${since}&limit=1000`));
      expect(page.items.length).toBeLessThan(90);
      revisions.push(...page.items.map(({ revision }) => revision));
      [since, hasMore] = [page.revision, page.hasMore];
    }
    expect(revisions).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
  });

  it("has one task at least, however long", async () => {
    const person = await createPerson();
    const description = "\u{10FFFF}".repeat(10_000);
    for (let index = 0; index < 8; index++) await createTask(person, { description });
    expect(await listAll(person, "", 200)).toHaveLength(8);
    expect(await listAll(person, "q=task", 200)).toHaveLength(8);
  });
});

describe("the words of a search", () => {
  it.each<[q: string, found: string[]]>([
    ["ab abc ab", ["abcd"]],
    ["(a+ [b] .* ^$ \\d", ["(a+)+ [b] .* ^$ \\d?"]],
    [".*.*.*", []],
    ["***=abcd", []],
  ])("are found as they are: %s", async (q, found) => {
    const person = await createPerson();
    for (const title of ["abcd", "(a+)+ [b] .* ^$ \\d?"]) await createTask(person, { title });
    expect((await listAll(person, `q=${encodeURIComponent(q)}`)).map(({ title }) => title)).toEqual(found);
  });

  it("422 for more than twenty different ones, not for the same again and again", async () => {
    const person = await createPerson();
    const different = Array.from({ length: 21 }, (_, index) => String.fromCharCode(97 + index));
    const answer = await person.call("GET", `/api/tasks?q=${different.join("%20")}`);
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [["/q", "too_many_words"]]]);
    expect((await person.call("GET", `/api/tasks?q=${"a%20".repeat(99)}`)).status).toBe(200);
  });
});
