import { describe, expect, it } from "vitest";
import { type CallAnswer, changesOf, createPerson, createTask, listAll, type Person, taskOf } from "../api";

const rounds = 5;
const writers = 12;

const together = (count: number, send: (index: number) => Promise<CallAnswer>) =>
  Promise.all(Array.from({ length: count }, (_, index) => send(index)));

const etagsOf = (answers: CallAnswer[]) => answers.map(({ headers }) => headers.get("etag"));
const countOf = (answers: CallAnswer[], status: number) => answers.filter((answer) => answer.status === status).length;

/** Every write of one task, as a function of the tag that it is sent with. */
const kinds: Record<string, (person: Person, id: string, tag: string, index: number) => Promise<CallAnswer>> = {
  update: (person, id, tag, index) =>
    person.call("PATCH", `/api/tasks/${id}`, { body: { title: `${index}` }, headers: { "if-match": tag } }),
  replace: (person, id, tag, index) =>
    person.call("PUT", `/api/tasks/${id}`, { body: { title: `${index}` }, headers: { "if-match": tag } }),
  complete: (person, id, tag) => person.call("PATCH", `/api/tasks/${id}/complete`, { headers: { "if-match": tag } }),
  delete: (person, id, tag) => person.call("DELETE", `/api/tasks/${id}`, { headers: { "if-match": tag } }),
};

describe("concurrent writers with the same If-Match", () => {
  it.each(Object.entries(kinds))("%s: exactly one wins, the others get 412 with the ETag of then", async (_, send) => {
    const person = await createPerson();
    for (let round = 0; round < rounds; round++) {
      const { id, revision } = await createTask(person);
      const answers = await together(writers, (index) => send(person, id, `"${revision}"`, index));
      const won = answers.filter(({ status }) => status < 300);
      expect([won.length, countOf(answers, 412)]).toEqual([1, writers - 1]);
      // There was one winner, so there was one revision to be told of.
      expect(new Set(etagsOf(answers)).size).toBe(1);
      const read = await person.call("GET", `/api/tasks/${id}`);
      expect(read.headers.get("etag")).toBe(won[0]?.headers.get("etag"));
      if (won[0]?.status === 200) expect(taskOf(read)).toEqual(taskOf(won[0]));
    }
  });

  it("delete for good: exactly one wins, the others find nothing", async () => {
    const person = await createPerson();
    for (let round = 0; round < rounds; round++) {
      const { id, revision } = await createTask(person);
      const headers = { "if-match": `"${revision}"` };
      const answers = await together(writers, () =>
        person.call("DELETE", `/api/tasks/${id}?permanent=true`, { headers }),
      );
      expect([countOf(answers, 204), countOf(answers, 404)]).toEqual([1, writers - 1]);
    }
    const { deleted } = changesOf(await person.call("GET", "/api/tasks/changes?since=1"));
    expect(deleted).toHaveLength(rounds);
  });

  it("batches: exactly one wins whole", async () => {
    const person = await createPerson();
    const [one, other] = [await createTask(person), await createTask(person)];
    const answers = await together(writers, (index) => {
      const task = { title: `${index}` };
      const operations = [
        { op: "update", id: one.id, task, ifRevision: 1 },
        { op: "create", task: { title: `by ${index}` } },
        { op: "update", id: other.id, task, ifRevision: 2 },
      ];
      return person.call("POST", "/api/tasks/batch", { body: { operations } });
    });
    expect([countOf(answers, 200), countOf(answers, 412)]).toEqual([1, writers - 1]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await listAll(person)).map(({ title }) => title)).toEqual([`${winner}`, `${winner}`, `by ${winner}`]);
  });
});

describe("concurrent writers without a precondition", () => {
  it("200: all win, each with a revision of its own, no field lost", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const fields = [
      { title: "x" },
      { description: "x" },
      { priority: "low" },
      { dueDate: "2024-01-01" },
      { position: "Zz" },
    ];
    const answers = await together(fields.length * 2, (index) =>
      person.call("PATCH", `/api/tasks/${id}`, { body: fields[index % fields.length] }),
    );
    expect(countOf(answers, 200)).toBe(fields.length * 2);
    expect(new Set(etagsOf(answers)).size).toBe(fields.length * 2);
    expect(taskOf(await person.call("GET", `/api/tasks/${id}`))).toMatchObject(Object.assign({}, ...fields));
  });

  it("complete and delete are idempotent: one change, one revision for all", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const completed = await together(writers, () => person.call("PATCH", `/api/tasks/${id}/complete`));
    expect([countOf(completed, 200), new Set(etagsOf(completed)).size]).toEqual([writers, 1]);
    expect(new Set(completed.map(({ text }) => text)).size).toBe(1);
    const deleted = await together(writers, () => person.call("DELETE", `/api/tasks/${id}`));
    expect([countOf(deleted, 204), new Set(etagsOf(deleted)).size]).toEqual([writers, 1]);
  });

  it("one create wins an id, the others get 409", async () => {
    const person = await createPerson();
    for (let round = 0; round < rounds; round++) {
      const id = crypto.randomUUID();
      const answers = await together(writers, (index) =>
        person.call("POST", "/api/tasks", { body: { id, title: `${index}` } }),
      );
      expect([countOf(answers, 201), countOf(answers, 409)]).toEqual([1, writers - 1]);
      const winner = answers.find(({ status }) => status === 201);
      expect((await person.call("GET", `/api/tasks/${id}`)).json).toEqual(winner?.json);
    }
    expect(await listAll(person)).toHaveLength(rounds);
  });

  it("update, delete, restore and delete for good end consistent: nothing lives on, no 5xx", async () => {
    const person = await createPerson();
    for (let round = 0; round < rounds; round++) {
      const { id } = await createTask(person);
      const path = `/api/tasks/${id}`;
      const sends: [method: string, url: string, body: unknown, expected: number[]][] = [
        ["PATCH", path, { title: "x" }, [200, 404, 409]],
        ["PUT", path, { title: "y" }, [200, 404, 409]],
        ["PATCH", `${path}/complete`, undefined, [200, 404, 409]],
        ["DELETE", path, undefined, [204, 404]],
        ["POST", `${path}/restore`, undefined, [200, 404]],
        ["DELETE", `${path}?permanent=true`, undefined, [204, 404]],
      ];
      const answers = await together(sends.length * 2, async (index) => {
        const [method = "", url = "", body, expected = []] = sends[index % sends.length] ?? [];
        const answer = await person.call(method, url, body === undefined ? {} : { body });
        expect(expected, `${method} ${url}`).toContain(answer.status);
        return answer;
      });
      const tags = answers
        .filter(({ status }) => status < 300)
        .map(({ headers }) => Number(headers.get("etag")?.slice(1, -1)));
      expect((await person.call("GET", path)).status).toBe(404);
      const since = Math.max(...tags) - 1;
      const { deleted, items } = changesOf(await person.call("GET", `/api/tasks/changes?since=${since}`));
      expect([items, deleted]).toEqual([[], [{ id, revision: since + 1 }]]);
    }
  });

  it("a task deleted for good and made again under its id is either there or not, and changes tell which", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const answers = await together(writers * 2, (index) =>
      index % 2 === 0
        ? person.call("DELETE", `/api/tasks/${id}?permanent=true`)
        : person.call("POST", "/api/tasks", { body: { id, title: `${index}` } }),
    );
    for (const { status } of answers) expect([201, 204, 404, 409]).toContain(status);
    // It was there before, so the deletions are one more than the creations, or as many.
    const isThere = (await person.call("GET", `/api/tasks/${id}`)).status === 200;
    expect(countOf(answers, 204) - countOf(answers, 201)).toBe(isThere ? 0 : 1);
    const { items, deleted } = changesOf(await person.call("GET", "/api/tasks/changes?since=1"));
    expect([items.length, deleted.length]).toEqual(isThere ? [1, 0] : [0, 1]);
  });
});
