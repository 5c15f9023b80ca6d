import { describe, expect, test, vi } from "vitest";
import type { Task } from "@/lib/contract/task";
import { createClient } from "@/lib/store/api";
import type { TaskFilter } from "@/lib/tasks/filter";
import { createListStore } from "./list-store";
import { showRows } from "./rows";

// Node 20 has none.
vi.stubGlobal("navigator", { onLine: true });

const now = "2026-11-20T10:00:00.000Z";
const filter: TaskFilter = { view: "pending", words: "" };
const token = `.${btoa(JSON.stringify({ sub: "user", iat: 0, exp: 900 }))}.`;

const makeTask = (title: string, part: Partial<Task> = {}): Task => ({
  id: `0199a0c4-0000-7000-8000-${title.padEnd(12, "0")}`,
  title,
  description: "",
  completed: false,
  completedAt: null,
  priority: "none",
  dueDate: null,
  dueTime: null,
  position: "k00000000001",
  deletedAt: null,
  revision: 1,
  createdAt: now,
  updatedAt: now,
  ...part,
});

type Sent = { call: string; body: unknown; headers: Headers };
type Answer = { status: number; body?: unknown } | "offline";

/** A store on a server that gives these answers in turn, and what it was asked. */
function start(tasks: Task[], answers: Answer[], hasMore = false) {
  const sent: Sent[] = [];
  const client = createClient("user", async (input, init) => {
    if (String(input) === "/api/auth/token") return Response.json({ token });
    sent.push({
      call: `${init?.method} ${String(input)}`,
      body: init?.body ? JSON.parse(String(init.body)) : undefined,
      headers: new Headers(init?.headers),
    });
    const answer = answers.shift();
    if (!answer || answer === "offline") throw new TypeError("Failed to fetch");
    return answer.status === 204
      ? new Response(null, { status: 204 })
      : Response.json(answer.body, { status: answer.status });
  });
  const store = createListStore(filter, tasks, hasMore, client);
  const titles = () => showRows(store.getState().rows, store.getState().filter, false).map(({ shown }) => shown.title);
  const failures = () => store.getState().rows.map(({ failure }) => failure?.code);
  const settle = () =>
    vi.waitFor(() => expect(store.getState().rows.every(({ queue }) => queue.length === 0)).toBe(true));
  return { store, sent, titles, failures, settle };
}

const problem = (status: number, code: string) => ({ status, body: { code } });

describe("a change", () => {
  test("shows before the server answers, and stays once it has", async () => {
    const task = makeTask("a");
    const { store, titles, settle } = start(
      [task, makeTask("b")],
      [{ status: 200, body: { ...task, completed: true, revision: 2 } }],
    );
    store.change(task.id, { kind: "complete", completed: true }, "");
    expect(titles()).toEqual(["b"]);
    await settle();
    expect(titles()).toEqual(["b"]);
    expect(store.hasUnsaved()).toBe(false);
  });

  test.each([
    [problem(503, "unavailable"), "unavailable"],
    [problem(429, "rate_limited"), "rate_limited"],
    [problem(409, "in_trash"), "in_trash"],
    ["offline", "offline"],
  ] as const)("is taken back when the answer is %j, and can be sent again", async (answer, code) => {
    const task = makeTask("a");
    const { store, titles, failures, settle } = start(
      [task],
      [answer, { status: 200, body: { ...task, completed: true, revision: 2 } }],
    );
    store.change(task.id, { kind: "complete", completed: true }, "");
    await settle();
    expect(titles()).toEqual(["a"]);
    expect(failures()).toEqual([code]);
    store.retry(task.id);
    await settle();
    expect(titles()).toEqual([]);
    expect(failures()).toEqual([undefined]);
  });

  test("waits for the one before it, and fails with it", async () => {
    const task = makeTask("a");
    const { store, sent, settle } = start([task], [problem(503, "unavailable")]);
    store.change(task.id, { kind: "complete", completed: true }, "");
    store.change(task.id, { kind: "trash" }, "");
    await settle();
    expect(sent.map(({ call }) => call)).toEqual([`PATCH /api/tasks/${task.id}/complete`]);
    expect(store.getState().rows[0]?.failure?.changes.map(({ kind }) => kind)).toEqual(["complete", "trash"]);
  });
});

test("a title is sent with the revision that it was read at, a priority without", async () => {
  const task = makeTask("a");
  const { store, sent, settle } = start(
    [task],
    [
      { status: 200, body: { ...task, title: "z", revision: 2 } },
      { status: 200, body: { ...task, title: "z", revision: 3 } },
    ],
  );
  store.change(task.id, { kind: "edit", patch: { title: "z" }, seen: task }, "");
  store.change(task.id, { kind: "edit", patch: { priority: "low" }, seen: task }, "");
  await settle();
  expect(sent.map(({ headers }) => headers.get("if-match"))).toEqual(['"1"', null]);
});

test("a creation is repeated with the same id and key, and one that was done already counts", async () => {
  const { store, sent, failures, settle } = start(
    [],
    ["offline", problem(409, "already_exists"), { status: 200, body: makeTask("made") }],
  );
  store.create({ title: "made", description: "", dueDate: null, dueTime: null, priority: "none" });
  await settle();
  expect(failures()).toEqual(["offline"]);
  const id = store.getState().rows[0]?.task.id ?? "";
  store.retry(id);
  await settle();
  expect(sent.map(({ call }) => call)).toEqual(["POST /api/tasks", "POST /api/tasks", `GET /api/tasks/${id}`]);
  expect(sent[0]?.body).toEqual(sent[1]?.body);
  expect(sent[0]?.headers.get("idempotency-key")).toBe(sent[1]?.headers.get("idempotency-key"));
  expect(failures()).toEqual([undefined]);
});

test("giving up what failed on a task that is gone takes the task away", async () => {
  const task = makeTask("a");
  const { store, titles, settle } = start([task], [problem(404, "not_found"), problem(404, "not_found")]);
  store.change(task.id, { kind: "complete", completed: true }, "");
  await settle();
  expect(titles()).toEqual(["a"]);
  await store.discard(task.id);
  expect(titles()).toEqual([]);
});

test("another view keeps what is unsaved, and a list that was asked for earlier does not undo what was done since", async () => {
  const [failed, done] = [makeTask("a"), makeTask("b")];
  const { store, titles, settle } = start(
    [failed, done],
    [
      "offline",
      { status: 200, body: { items: [done, makeTask("c", { completed: true })], nextCursor: null } },
      { status: 200, body: { ...done, completed: true, revision: 5 } },
    ],
  );
  store.change(failed.id, { kind: "edit", patch: { title: "typed" }, seen: failed }, "");
  await settle();
  store.show({ view: "completed", words: "" });
  store.change(done.id, { kind: "complete", completed: true }, "");
  await settle();
  await vi.waitFor(() => expect(store.getState().loading).toBeUndefined());
  expect(titles()).toEqual(["a", "b", "c"]);
});

test("more is loaded with the first page at first, then from its cursor", async () => {
  const page = (titles: string[], nextCursor: string | null) => ({
    status: 200,
    body: { items: titles.map((title) => makeTask(title)), nextCursor },
  });
  const { store, sent, titles } = start([makeTask("a")], [page(["a", "b"], "next"), page(["c"], null)], true);
  await store.loadMore();
  await store.loadMore();
  expect(titles()).toEqual(["a", "b", "c"]);
  expect(store.getState().more).toBe("none");
  expect(
    sent
      .map(({ call }) => new URLSearchParams(call.split("?")[1]))
      .map((query) => [query.get("limit"), query.get("cursor")]),
  ).toEqual([
    ["100", null],
    ["50", "next"],
  ]);
});
