import { Client } from "pg";
import type { Person } from "./database";
import { type OperationName, operations, type Parameter, type Plan, type RecordedStatement } from "./floor/plan";

const listLimit = 50;

/** The requests of the bench: one definition for what is recorded, compared and measured. */
export const requests = {
  list: { method: "GET", path: () => `/api/tasks?limit=${listLimit}` },
  get: { method: "GET", path: (id: string) => `/api/tasks/${id}` },
  create: {
    method: "POST",
    path: () => "/api/tasks",
    body: (title: string) => ({ title, priority: "medium", dueDate: "2030-01-31" }),
  },
  complete: {
    method: "PATCH",
    path: (id: string) => `/api/tasks/${id}/complete`,
    body: (completed: boolean) => ({ completed }),
  },
} as const;

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Captured = { name: string; text: string; values: unknown[]; columns: string[] };
type Given = { owner: string; token: string; taskId: string; title: string; completed: boolean };

/**
 * Runs each of Tend's operations in this process, twice and for two people, and writes down the statement it sends.
 * What differs between the two runs is a parameter, and its value says which.
 */
export async function recordPlan(
  people: readonly [Person, Person],
  tokens: readonly [string, string],
  issuer: string,
  keys: Plan["keys"],
): Promise<Plan> {
  const handlers = await loadHandlers();
  const given = (index: 0 | 1): Given => ({
    owner: people[index].id,
    token: tokens[index],
    taskId: people[index].taskIds[0] ?? "",
    title: `A task of run ${index}`,
    completed: index === 0,
  });
  const statements: Partial<Plan["statements"]> = {};
  let firstPage: unknown;
  for (const name of operations) {
    const one = await capture(handlers[name], name, given(0));
    const other = await capture(handlers[name], name, given(1));
    statements[name] = compare(name, one.statement, other.statement, given(0));
    if (name === "list") firstPage = one.body;
  }
  const { list, get, create, complete } = statements;
  if (!list || !get || !create || !complete) throw new Error("not every statement was recorded");
  return {
    statements: { list, get, create, complete },
    keys,
    issuer,
    fingerprints: { [people[0].id]: readFingerprint(firstPage) },
    listLimit,
  };
}

async function loadHandlers(): Promise<Record<OperationName, Handler>> {
  const tasks = await import("@/app/api/tasks/route");
  const task = await import("@/app/api/tasks/[taskId]/route");
  const completion = await import("@/app/api/tasks/[taskId]/complete/route");
  return { list: tasks.GET, get: task.GET, create: tasks.POST, complete: completion.PATCH };
}

async function capture(
  handler: Handler,
  name: OperationName,
  given: Given,
): Promise<{ statement: Captured; body: unknown }> {
  const captured: Captured[] = [];
  const original = Client.prototype.query;
  Client.prototype.query = function (this: Client, ...args: unknown[]) {
    const [config, values] = args;
    const entry = readConfig(config, values);
    captured.push(entry);
    const done = args.at(-1);
    if (typeof done === "function") {
      args[args.length - 1] = (error: unknown, result: unknown) => {
        entry.columns = readColumns(result);
        done(error, result);
      };
    }
    return Reflect.apply(original, this, args);
  } as typeof original; // pg's own has a dozen overloads
  try {
    const response = await handler(makeRequest(name, given), { params: Promise.resolve({ taskId: given.taskId }) });
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`${name} answered ${response.status}: ${JSON.stringify(body)}`);
    const own = captured.filter(({ text }) => !text.includes('"jwks"'));
    const [statement] = own;
    if (!statement || own.length !== 1) throw new Error(`${name} sent ${own.length} statements, not one`);
    return { statement, body };
  } finally {
    Client.prototype.query = original;
  }
}

function makeRequest(name: OperationName, { token, taskId, title, completed }: Given): Request {
  const authorization = `Bearer ${token}`;
  const { method } = requests[name];
  const url = `http://localhost${requests[name].path(taskId)}`;
  if (name !== "create" && name !== "complete") return new Request(url, { method, headers: { authorization } });
  const given = name === "create" ? requests.create.body(title) : requests.complete.body(completed);
  const body = Buffer.from(JSON.stringify(given));
  const headers = { authorization, "content-type": "application/json", "content-length": String(body.length) };
  return new Request(url, { method, headers, body });
}

function readConfig(config: unknown, values: unknown): Captured {
  const read = (key: string): unknown =>
    typeof config === "object" && config !== null ? Reflect.get(config, key) : undefined;
  const list = Array.isArray(values) ? values : read("values");
  return {
    name: String(read("name") ?? ""),
    text: String(read("text") ?? config),
    values: Array.isArray(list) ? list : [],
    columns: [],
  };
}

function readColumns(result: unknown): string[] {
  if (typeof result !== "object" || result === null || !("fields" in result) || !Array.isArray(result.fields))
    return [];
  return result.fields.map((field: unknown) =>
    typeof field === "object" && field !== null && "name" in field ? String(field.name) : "",
  );
}

function compare(name: OperationName, one: Captured, other: Captured, given: Given): RecordedStatement {
  if (one.text !== other.text || one.name !== other.name || one.name === "") {
    throw new Error(`${name} is not one prepared statement: ${one.name}, ${other.name}`);
  }
  if (!one.columns.includes("id")) throw new Error(`${name} has no column id: ${one.columns.join()}`);
  const parameters = one.values.map((value, index) => explain(name, value, other.values[index], given));
  return { name: one.name, text: one.text, parameters, columns: one.columns };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function explain(name: OperationName, one: unknown, other: unknown, { owner, taskId }: Given): Parameter {
  if (one === other) return { kind: "constant", value: one };
  if (one === owner) return { kind: "owner" };
  if (one === taskId) return { kind: "id" };
  const version = typeof one === "string" ? uuid.exec(one)?.[1] : undefined;
  if (version !== undefined) return { kind: "fresh", version };
  if (typeof one !== "string" || typeof other !== "string") throw new Error(`${name} has a parameter of no known kind`);
  const document: Record<string, unknown> = JSON.parse(one);
  const second: Record<string, unknown> = JSON.parse(other);
  return { kind: "document", document, given: Object.keys(document).filter((key) => document[key] !== second[key]) };
}

function readFingerprint(page: unknown): string {
  if (typeof page !== "object" || page === null || !("nextCursor" in page)) throw new Error("the list has no cursor");
  const [fingerprint]: unknown[] = JSON.parse(Buffer.from(String(page.nextCursor), "base64url").toString());
  return String(fingerprint);
}
