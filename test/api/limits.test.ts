import { describe, expect, it } from "vitest";
import { createPerson, createTask, fieldErrorsOf, listAll, taskOf } from "../api";

const astral = "😀"; // one code point, two UTF-16 units, four bytes
const key128 = `a0${"1".repeat(126)}`;
const soon = () => new Date(Date.now() + 3000).toISOString();
const later = () => new Date(Date.now() + 60_000).toISOString();

/** Fields that are right, and as what they are kept. */
const accepted: [name: string, value: unknown, kept?: unknown][] = [
  ["title", "x"],
  ["title", "x".repeat(200)],
  ["title", astral.repeat(200)],
  ["title", `  ${"x".repeat(200)}\n`, "x".repeat(200)],
  ["title", "\u00a0\u2003x\ufeff", "x"],
  ["title", "e\u0301 — “quotes” <b>&amp;</b> \\ % _ '"],
  ["title", "👨‍👩‍👧‍👦 مرحبا שלום"],
  ["title", "\u{10FFFF}"],
  ["title", "می\u200cخواهم \u200fx\u200e ❤\ufe0f 1\ufe0f\u20e3"],
  ["description", ""],
  ["description", "x".repeat(10_000)],
  ["description", astral.repeat(10_000)],
  ["description", " kept \r\n\t\u0001 as it is "],
  ["dueDate", "1900-01-01"],
  ["dueDate", "9999-12-31"],
  ["dueDate", "2000-02-29"],
  ["dueDate", "2024-02-29"],
  ["dueDate", null],
  ["dueTime", null],
  ["position", "a0"],
  ["position", "Zz"],
  ["position", `z${"z".repeat(26)}`],
  ["position", `B${"0".repeat(25)}`],
  ["position", "a0V"],
  ["position", key128],
  ["completedAt", "1900-01-01T00:00:00.000Z"],
  ["completedAt", "2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"],
  ["completedAt", "2024-02-29T12:00:00.123456Z", "2024-02-29T12:00:00.123Z"],
  ["completedAt", "2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000Z"],
  ["completedAt", null],
  ["priority", "medium"],
];

/** Fields that are wrong, and the code that says how. */
const refused: [name: string, value: unknown, code: string][] = [
  ["title", "", "invalid_length"],
  ["title", " \n\t ", "invalid_length"],
  ["title", "\u200b", "invalid_text"],
  ["title", "\u2060\u00ad\u3164 \u200e\ufe0f\u034f", "invalid_text"],
  ["title", "\u2800\u115f\u1160\u17b4\uffa0\u180e\u061c", "invalid_text"],
  ["title", "\u{e0041}\u{e007f}\u{1d173}\u{1d159}\ufffb", "invalid_text"],
  ["title", "\u0301\u20e3", "invalid_text"],
  ["title", "x".repeat(201), "invalid_length"],
  ["title", astral.repeat(201), "invalid_length"],
  ["title", "a\nb", "invalid_text"],
  ["title", "a\u0085b", "invalid_text"],
  ["title", "a\u0000b", "invalid_text"],
  ["title", "a\ud800", "invalid_text"],
  ["title", "\udc00a", "invalid_text"],
  ["title", 1, "invalid_type"],
  ["title", null, "invalid_type"],
  ["title", ["x"], "invalid_type"],
  ["description", "x".repeat(10_001), "too_long"],
  ["description", astral.repeat(10_001), "too_long"],
  ["description", "\0", "invalid_text"],
  ["description", "\ud83d", "invalid_text"],
  ["description", null, "invalid_type"],
  ["completed", "true", "invalid_type"],
  ["completed", 1, "invalid_type"],
  ["priority", "urgent", "invalid_value"],
  ["priority", "HIGH", "invalid_value"],
  ["priority", 1, "invalid_value"],
  ["dueDate", "1899-12-31", "out_of_range"],
  ["dueDate", "0000-01-01", "out_of_range"],
  ["dueDate", "10000-01-01", "invalid_format"],
  ["dueDate", "+010000-01-01", "invalid_format"],
  ["dueDate", "1900-02-29", "invalid_format"],
  ["dueDate", "2023-02-29", "invalid_format"],
  ["dueDate", "2024-02-30", "invalid_format"],
  ["dueDate", "2024-13-01", "invalid_format"],
  ["dueDate", "2024-1-1", "invalid_format"],
  ["dueDate", "2024-01-01T00:00:00Z", "invalid_format"],
  ["dueDate", "2024-01-01\n", "invalid_format"],
  ["dueDate", "", "invalid_format"],
  ["dueDate", 20240101, "invalid_type"],
  ["position", "", "invalid_format"],
  ["position", "a", "invalid_format"],
  ["position", "a00", "invalid_format"],
  ["position", "A00000000000000000000000000", "invalid_format"],
  ["position", "a0-", "invalid_format"],
  ["position", "a0 ", "invalid_format"],
  ["position", "a0\n", "invalid_format"],
  ["position", "b0", "invalid_format"],
  ["position", `${key128}1`, "too_big"],
  ["position", null, "invalid_type"],
  ["completedAt", "2024-02-29", "invalid_format"],
  ["completedAt", "2024-02-29T12:00:00", "invalid_format"],
  ["completedAt", "2023-02-29T12:00:00Z", "invalid_format"],
  ["completedAt", "2024-02-29T25:00:00Z", "invalid_format"],
  ["completedAt", "now", "invalid_format"],
  ["completedAt", "infinity", "invalid_format"],
  ["completedAt", 0, "invalid_type"],
  ["completedAt", "1899-12-31T23:59:59Z", "out_of_range"],
  ["completedAt", "1900-01-01T00:00:00+00:01", "out_of_range"],
];

const titled = (name: string, value: unknown) => (name === "title" ? { title: value } : { title: "x", [name]: value });

describe("the limits of a task's fields", () => {
  it.each(accepted)("201, 200: %s %j", async (name, value, kept = value) => {
    const person = await createPerson();
    const body = titled(name, value);
    const created = await person.call("POST", "/api/tasks", { body });
    expect(created.status).toBe(201);
    const { id } = taskOf(created);
    const path = `/api/tasks/${id}`;
    const answers = [created, await person.call("GET", path)];
    answers.push(
      await person.call("PUT", path, { body }),
      await person.call("PATCH", path, { body: { [name]: value } }),
    );
    expect(answers.map((answer) => Reflect.get(taskOf(answer), name))).toEqual([kept, kept, kept, kept]);
  });

  it.each(refused)("422: %s %j", async (name, value, code) => {
    const person = await createPerson();
    const task = await createTask(person);
    const path = `/api/tasks/${task.id}`;
    const operations = [{ op: "create", task: titled(name, value) }];
    const answers = [
      await person.call("POST", "/api/tasks", { body: titled(name, value) }),
      await person.call("PUT", path, { body: titled(name, value) }),
      await person.call("PATCH", path, { body: { [name]: value } }),
    ];
    for (const answer of answers) expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [[`/${name}`, code]]]);
    const batch = await person.call("POST", "/api/tasks/batch", { body: { operations } });
    expect([batch.status, fieldErrorsOf(batch)]).toEqual([422, [[`/operations/0/task/${name}`, code]]]);
    expect(await listAll(person)).toEqual([task]);
  });

  it.each(["00:00", "23:59", "09:05"])("201: dueTime %s", async (dueTime) => {
    const task = await createTask(await createPerson(), { dueDate: "2024-01-01", dueTime });
    expect(task.dueTime).toBe(dueTime);
  });

  it.each(["24:00", "23:60", "9:05", "09:05:00", "09.05", "0905", "09:05Z", " 09:05", ""])(
    "422: dueTime %j",
    async (dueTime) => {
      const body = { title: "x", dueDate: "2024-01-01", dueTime };
      const answer = await (await createPerson()).call("POST", "/api/tasks", { body });
      expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [["/dueTime", "invalid_format"]]]);
    },
  );

  it("422: completedAt in the future, but for 5 s of another clock", async () => {
    const person = await createPerson();
    const answer = await person.call("POST", "/api/tasks", { body: { title: "x", completedAt: later() } });
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [["/completedAt", "in_future"]]]);
    expect((await createTask(person, { completedAt: soon() })).completed).toBe(true);
  });

  it.each(["x", "", 1, null, "0199d3a0-0000-7000-8000-00000000000", "{0199d3a0-0000-7000-8000-000000000000}"])(
    "422: id %j",
    async (id) => {
      const answer = await (await createPerson()).call("POST", "/api/tasks", { body: { id, title: "x" } });
      expect([answer.status, fieldErrorsOf(answer).map(([pointer]) => pointer)]).toEqual([422, ["/id"]]);
    },
  );

  it("422: every mistake is named, query and body together, no value quoted", async () => {
    const secret = "hunter2";
    const body = { title: secret.repeat(100), description: 1, dueDate: secret, [`a/b~${1}`]: secret };
    const answer = await (await createPerson()).call("POST", "/api/tasks?a=b", { body });
    const pointers = fieldErrorsOf(answer).map(([pointer]) => pointer);
    expect([answer.status, pointers.sort()]).toEqual([422, ["/a", "/a~1b~01", "/description", "/dueDate", "/title"]]);
    expect(answer.text).not.toContain(secret);
  });
});
