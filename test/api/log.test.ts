import { describe, expect, it } from "vitest";
import { paths, toOlderPath } from "@/lib/contract/paths";
import { createPerson, createTask, type Person } from "../api";
import { describeTarget, prepare, targets } from "../operations";
import { withBrokenSchema, withoutDatabase } from "../outage";
import { type RequestLine, recordRequests, requestLineKeys } from "../request-log";
import { recordStatements } from "../statements";

async function warmUp(): Promise<Person> {
  const person = await createPerson();
  await person.call("GET", "/api/tasks");
  return person;
}

const summarize = ({ route, method, status, statements }: RequestLine) => [method, route, status, statements];

describe("a request is logged as one line with its pattern and the statements that were sent", () => {
  it.each(targets.map((target) => [describeTarget(target), target] as const))("%s", async (_, target) => {
    const person = await warmUp();
    const { id: taskId } = await createTask(person);
    const { method, url, options } = prepare(target, { userId: person.id, taskId });
    let status = 0;
    let sent = 0;
    const lines = await recordRequests(async () => {
      const { statements } = await recordStatements(async () => {
        status = (await person.call(method, url, { ...options, headers: { "x-request-id": "mine" } })).status;
      });
      sent = statements.filter(({ text }) => !/^(?:begin|commit)/.test(text)).length;
    });
    const { path } = paths[target.name];
    const route = target.isOlder ? toOlderPath(path) : path;
    expect(lines.map(summarize)).toEqual([[method, route, status, sent]]);
    expect(lines.map(Object.keys)).toEqual([requestLineKeys]);
    expect(lines[0]?.requestId).toBe("mine");
    if (target.name !== "batchTasks") expect(sent).toBe(1);
  });

  it("requests at the same time: each has its own count", async () => {
    const person = await warmUp();
    const lines = await recordRequests(() =>
      Promise.all([
        ...Array.from({ length: 10 }, () => person.call("GET", "/api/tasks")),
        ...Array.from({ length: 10 }, () => person.call("GET", "/api/tasks?limit=0")),
      ]),
    );
    expect(lines.map(({ status, statements }) => `${status} ${statements}`).sort()).toEqual([
      ...Array.from({ length: 10 }, () => "200 1"),
      ...Array.from({ length: 10 }, () => "422 0"),
    ]);
  });

  it("a batch that is refused half way counts what was sent", async () => {
    const person = await warmUp();
    const { id } = await createTask(person);
    const operations = [
      { op: "complete", id },
      { op: "complete", id: "01a1f871-11cb-76b9-84a9-cc39c3cd6221" },
      { op: "complete", id },
    ];
    let sent = 0;
    const lines = await recordRequests(async () => {
      const { statements } = await recordStatements(async () => {
        await person.call("POST", "/api/tasks/batch", { body: { operations } });
      });
      sent = statements.filter(({ text }) => !/^(?:begin|commit|rollback)/.test(text)).length;
    });
    expect(lines.map(summarize)).toEqual([["POST", "/api/tasks/batch", 404, sent]]);
  });

  it("without a database, or with a mistake of ours: 503 and 500 with the statement that was tried", async () => {
    const person = await warmUp();
    const lines = await recordRequests(async () => {
      await withoutDatabase(() => person.call("GET", "/api/tasks"));
      await withBrokenSchema(async () => {
        await person.call("GET", "/api/tasks");
      });
    });
    expect(lines.map(summarize)).toEqual([
      ["GET", "/api/tasks", 503, 1],
      ["GET", "/api/tasks", 500, 1],
    ]);
  });
});

it("the database's time in Server-Timing is that of a statement, and none where there was none", async () => {
  const person = await warmUp();
  const timing = async (url: string) => (await person.call("GET", url)).headers.get("server-timing") ?? "";
  expect(await timing("/api/tasks")).toMatch(/ db;dur=(?!0,)/);
  expect(await timing("/api/tasks?limit=0")).toMatch(/ db;dur=0,/);
});
