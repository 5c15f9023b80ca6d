import { describe, expect, it } from "vitest";
import { createPerson, createTask, fieldErrorsOf, listAll, type Person, pageOf } from "../api";

const titlesOf = async (person: Person, query: string) => (await listAll(person, query)).map(({ title }) => title);

describe("GET /api/tasks", () => {
  it("200: nothing for a new person", async () => {
    const answer = await (await createPerson()).call("GET", "/api/tasks");
    expect([answer.json, answer.headers.get("link")]).toEqual([{ items: [], nextCursor: null }, null]);
  });

  it("200: completed tasks included, trashed ones not, unless they alone are asked for", async () => {
    const person = await createPerson();
    const pending = await createTask(person, { title: "pending" });
    const completed = await createTask(person, { title: "completed", completed: true });
    const trashed = await createTask(person, { title: "trashed", completed: true });
    await person.call("DELETE", `/api/tasks/${trashed.id}`);
    const gone = await createTask(person, { title: "gone" });
    await person.call("DELETE", `/api/tasks/${gone.id}?permanent=true`);
    expect(await listAll(person)).toEqual([pending, completed]);
    expect(await titlesOf(person, "status=all&trashed=false")).toEqual(["pending", "completed"]);
    expect(await titlesOf(person, "status=pending")).toEqual(["pending"]);
    expect(await titlesOf(person, "status=completed")).toEqual(["completed"]);
    expect(await titlesOf(person, "trashed=true")).toEqual(["trashed"]);
    expect(await titlesOf(person, "trashed=true&status=pending")).toEqual([]);
  });

  it("200: priorities, one or several", async () => {
    const person = await createPerson();
    for (const priority of ["none", "low", "medium", "high"]) await createTask(person, { title: priority, priority });
    expect(await titlesOf(person, "priority=medium")).toEqual(["medium"]);
    expect(await titlesOf(person, "priority=none&priority=high")).toEqual(["none", "high"]);
    expect(await titlesOf(person, "priority=none&priority=low&priority=medium&priority=high")).toHaveLength(4);
  });

  it("200: due dates, both ends inclusive, whatever the time; none without a date", async () => {
    const person = await createPerson();
    await createTask(person, { title: "none" });
    const due = [["1900-01-01"], ["2024-02-28"], ["2024-02-29"], ["2024-02-29", "00:00"], ["2024-02-29", "23:59"]];
    for (const [dueDate, dueTime = null] of [...due, ["2024-03-01", "00:00"], ["9999-12-31", "23:59"]])
      await createTask(person, { title: `${dueDate} ${dueTime ?? ""}`.trim(), dueDate, dueTime });
    const onLeapDay = ["2024-02-29", "2024-02-29 00:00", "2024-02-29 23:59"];
    expect(await titlesOf(person, "dueAfter=2024-02-29&dueBefore=2024-02-29")).toEqual(onLeapDay);
    expect(await titlesOf(person, "dueBefore=2024-02-28")).toEqual(["1900-01-01", "2024-02-28"]);
    expect(await titlesOf(person, "dueAfter=2024-03-01")).toEqual(["2024-03-01 00:00", "9999-12-31 23:59"]);
    expect(await titlesOf(person, "dueBefore=9999-12-31")).toHaveLength(7);
    expect(await titlesOf(person, "dueAfter=1900-01-01")).toHaveLength(7);
    expect(await titlesOf(person, "dueAfter=2024-03-02&dueBefore=2024-03-01")).toEqual([]);
  });

  it("200: every filter at once means all of them", async () => {
    const person = await createPerson();
    const wanted = { title: "Call Ada", priority: "high", dueDate: "2024-01-02" };
    await createTask(person, wanted);
    for (const other of [{ title: "Call Bob" }, { priority: "low" }, { dueDate: "2024-01-03" }, { completed: true }])
      await createTask(person, { ...wanted, ...other });
    const query = "status=pending&q=ada&priority=high&dueAfter=2024-01-02&dueBefore=2024-01-02&sort=-due";
    expect(await titlesOf(person, query)).toEqual(["Call Ada"]);
  });

  it("200: 50 a page by default, at most 200; a full last page has no next", async () => {
    const person = await createPerson();
    const operations = Array.from({ length: 100 }, (_, index) => ({ op: "create", task: { title: `${index}` } }));
    for (let count = 0; count < 2; count++) await person.call("POST", "/api/tasks/batch", { body: { operations } });
    const first = pageOf(await person.call("GET", "/api/tasks"));
    expect([first.items.length, first.nextCursor]).toEqual([50, expect.stringMatching(/^[\w-]+$/)]);
    const whole = pageOf(await person.call("GET", "/api/tasks?limit=200"));
    expect([whole.items.length, whole.nextCursor]).toEqual([200, null]);
    await createTask(person);
    expect(pageOf(await person.call("GET", "/api/tasks?limit=200")).nextCursor).not.toBeNull();
  });

  it("Link: rel=next is a path that leads to what nextCursor leads to, filters included", async () => {
    const person = await createPerson();
    for (const title of ["a & b", "a + b", "a % b"]) await createTask(person, { title, priority: "low" });
    const query = "q=a%20b&priority=low&priority=high&status=pending&dueBefore=2030-01-01&limit=1&sort=-title";
    await createTask(person, { title: "not due: a b", priority: "low" });
    for (const title of ["a1 b", "a2 b", "a3 b"])
      await createTask(person, { title, priority: "low", dueDate: "2024-01-01" });
    const first = await person.call("GET", `/api/tasks?${query}`);
    const [, path = ""] = /^<(\/api\/tasks\?[^>]+)>; rel="next"$/.exec(first.headers.get("link") ?? "") ?? [];
    const byLink = await person.call("GET", path);
    const byCursor = await person.call("GET", `/api/tasks?${query}&cursor=${pageOf(first).nextCursor}`);
    expect(byLink.json).toEqual(byCursor.json);
    expect(byLink.headers.get("link")).toEqual(byCursor.headers.get("link"));
    expect(
      pageOf(first)
        .items.concat(pageOf(byLink).items)
        .map(({ title }) => title),
    ).toEqual(["a3 b", "a2 b"]);
  });

  it("x-vercel-protection-bypass is no parameter of ours", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    for (const path of ["/api/tasks", `/api/tasks/${id}`])
      expect((await person.call("GET", `${path}?x-vercel-protection-bypass=secret`)).status).toBe(200);
  });

  it.each([
    ["status=open", "/status"],
    ["status=", "/status"],
    ["priority=urgent", "/priority/0"],
    ["priority=low&priority=urgent", "/priority/1"],
    ["dueBefore=2023-02-29", "/dueBefore"],
    ["dueAfter=1899-12-31", "/dueAfter"],
    ["dueAfter=10000-01-01", "/dueAfter"],
    ["trashed=yes", "/trashed"],
    ["trashed=", "/trashed"],
    ["sort=age", "/sort"],
    ["sort=--due", "/sort"],
    ["limit=0", "/limit"],
    ["limit=201", "/limit"],
    ["limit=1.5", "/limit"],
    ["limit=-1", "/limit"],
    ["limit=1e1", "/limit"],
    ["limit=%201", "/limit"],
    ["limit=", "/limit"],
    ["limit=99999999999999999999", "/limit"],
    ["limit=1&limit=2", "/limit"],
    ["q=a&q=b", "/q"],
    ["q=%00", "/q"],
    [`q=${"x".repeat(201)}`, "/q"],
    ["unheard=1", "/unheard"],
    ["__proto__=1", "/__proto__"],
    ["constructor=1", "/constructor"],
    ["Limit=1", "/Limit"],
    ["a/b~c=1", "/a~1b~0c"],
  ])("422 naming the parameter: %s", async (query, pointer) => {
    const answer = await (await createPerson()).call("GET", `/api/tasks?${query}`);
    expect([answer.status, fieldErrorsOf(answer).map(([name]) => name)]).toEqual([422, [pointer]]);
  });

  it.each(["limit=1", "limit=200", `q=${"x".repeat(200)}`, `q=${"%F0%9F%98%80".repeat(200)}`, "q=", "limit=0050"])(
    "200: %s is within the limits",
    async (query) => {
      expect((await (await createPerson()).call("GET", `/api/tasks?${query}`)).status).toBe(200);
    },
  );
});
