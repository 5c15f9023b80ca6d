import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { errorStatus } from "@/lib/contract/error-status";
import type { ErrorCode } from "@/lib/contract/errors";
import { type Operation, operations } from "@/lib/contract/operations";
import { paths } from "@/lib/contract/paths";
import { forget } from "@/lib/once";
import { type CallAnswer, type CallOptions, call, codeOf, createPerson, createTask, type Person } from "../api";
import { errorsOf } from "../contract";
import { dumpTasks } from "../database";
import { describeTarget, prepare, type Target, targets } from "../operations";
import { withBrokenSchema, withEnv, withoutDatabase } from "../outage";
import { forgeToken, inSeconds } from "../tokens";

type Scene = {
  target: Target;
  operation: Operation;
  person: Person;
  taskId: string;
  /** The target's sample call, with changes. */
  send(changes?: CallOptions & { query?: string; userId?: string; taskId?: string }): Promise<CallAnswer>;
};

async function openScene(target: Target): Promise<Scene> {
  const person = await createPerson();
  const { id: taskId } = await createTask(person);
  const send: Scene["send"] = ({ userId = person.id, taskId: id = taskId, ...changes } = {}) => {
    const { method, url, options } = prepare(target, { userId, taskId: id }, changes);
    return call(method, url, { token: person.token, ...options });
  };
  return { target, operation: operations[target.name], person, taskId, send };
}

const batch = (operation: Record<string, unknown>) => ({ body: { operations: [operation] } });
const json = { "content-type": "application/json" };

/** How an operation is brought to answer a code. A new code does not compile without. */
const provoke = {
  malformed_json: ({ send }) => send({ raw: '{"title":', headers: json }),
  malformed_request: ({ operation, send }) => {
    const [name, value] = operation.idempotencyKey
      ? ["idempotency-key", "two words"]
      : [operation.ifNoneMatch ? "if-none-match" : "if-match", "unquoted"];
    return send({ headers: { [name]: value } });
  },
  unauthenticated: ({ send }) => send({ token: undefined }),
  token_expired: async ({ person, send }) =>
    send({ token: await forgeToken(person.id, { claims: { exp: inSeconds(-60) } }) }),
  token_invalid: async ({ person, send }) =>
    send({ token: await forgeToken(person.id, { claims: { aud: "http://elsewhere" } }) }),
  forbidden: ({ send }) => send({ userId: randomUUID() }),
  not_found: ({ send }) => send({ taskId: randomUUID() }),
  method_not_allowed: ({ target, person, taskId }) => {
    const { url } = prepare(target, { userId: person.id, taskId });
    const allowed = targets.filter(({ name }) => paths[name].path === paths[target.name].path);
    const other = ["PUT", "POST", "DELETE"].find(
      (method) => !allowed.some(({ name }) => paths[name].method === method),
    );
    return person.call(other ?? "", url.split("?", 1)[0] ?? "");
  },
  already_exists: ({ target, taskId, send }) => {
    const task = { id: taskId, title: "Again" };
    return send(target.name === "batchTasks" ? batch({ op: "create", task }) : { body: task });
  },
  in_trash: async ({ person, taskId, send }) => {
    await person.call("DELETE", `/api/tasks/${taskId}`);
    return send();
  },
  resync_required: ({ send }) => send({ query: "since=1000" }),
  precondition_failed: ({ target, taskId, send }) =>
    target.name === "batchTasks"
      ? send(batch({ op: "delete", id: taskId, ifRevision: 1000 }))
      : send({ headers: { "if-match": '"1000"' } }),
  too_large: ({ send }) => send({ raw: " ".repeat(300 * 1024), headers: json }),
  unsupported_media_type: ({ send }) => send({ raw: "title=x", headers: { "content-type": "text/plain" } }),
  validation_failed: ({ send }) => send({ query: "unheard=of" }),
  idempotency_key_reused: async ({ person, send }) => {
    const headers = { "idempotency-key": "one" };
    await person.call("POST", "/api/tasks", { body: { title: "First" }, headers });
    return send({ headers });
  },
  invalid_cursor: ({ send }) => send({ query: "cursor=nobody" }),
  too_many: ({ target, taskId, send }) => {
    const task = { title: "x".repeat(100) };
    const grow = target.name === "batchTasks" ? batch({ op: "update", id: taskId, task }) : { body: task };
    const isChange = ["updateTask", "replaceTask", "batchTasks"].includes(target.name);
    return withEnv({ TASKS_PER_PERSON: "1", MEGABYTES_PER_PERSON: "0.00008" }, () => send(isChange ? grow : {}));
  },
  rate_limited: ({ send }) =>
    withEnv({ API_RATE_LIMIT: "1" }, async () => {
      forget("api-rate-limiter");
      try {
        await send();
        return await send();
      } finally {
        forget("api-rate-limiter");
      }
    }),
  internal: async ({ send }) => {
    let answer: CallAnswer | undefined;
    const logged = await withBrokenSchema(async () => {
      answer = await send();
    });
    if (!answer) throw new Error("no answer");
    const requestId = answer.headers.get("x-request-id");
    expect(logged.map((line) => JSON.parse(line).requestId)).toEqual([requestId]);
    return answer;
  },
  unavailable: ({ send }) => withoutDatabase(send),
} satisfies Record<ErrorCode, (scene: Scene) => Promise<CallAnswer>>;

describe.each(targets.map((target) => ({ label: describeTarget(target), target })))("$label", ({ target }) => {
  const { success } = operations[target.name];

  it(`${success.status}: answers what it declares`, async () => {
    const { send } = await openScene(target);
    expect((await send()).status).toBe(success.status);
  });

  it.each(errorsOf(target).map((code) => [errorStatus[code], code] as const))("%i %s", async (status, code) => {
    const scene = await openScene(target);
    const keepsState = !["in_trash", "rate_limited", "idempotency_key_reused"].includes(code);
    const before = await dumpTasks();
    const answer = await provoke[code](scene);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    if (keepsState) expect(await dumpTasks()).toBe(before);
  });
});
