import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { importJWK, type JWTHeaderParameters, jwtVerify } from "jose";
import { Pool } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { OperationName, Parameter, Plan, RecordedStatement } from "./plan";

// What anybody would write by hand who knows the answer: no framework, no validation, no ORM.

type FloorRequest = { authorization: string | undefined; id: string; body: unknown };
type FloorAnswer = { status: number; text: string };
type Row = (string | number | null)[];

// It runs in a process of its own, which the bench starts with these.
const plan: Plan = JSON.parse(readFileSync(process.env.FLOOR_PLAN ?? "", "utf8"));
// How it writes: Tend's own statement; the same, one of a person's after the other; or one without any bookkeeping.
const writes = process.env.FLOOR_WRITES ?? "";
const remembersTokens = process.env.FLOOR_TOKENS === "remember";

const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DATABASE_POOL_MAX),
  keepAlive: true,
  options: "-c TimeZone=UTC -c DateStyle=ISO",
});

const keys = new Map(Object.entries(plan.keys).map(([id, jwk]) => [id, importJWK(jwk, "EdDSA")]));
const verified = new Map<string, { owner: string; until: number }>();

async function findKey({ kid = "" }: JWTHeaderParameters) {
  const key = await keys.get(kid);
  if (!key) throw new Error("a token of another key");
  return key;
}

async function authenticate(authorization: string): Promise<string> {
  const known = remembersTokens ? verified.get(authorization) : undefined;
  if (known && known.until > Date.now()) return known.owner;
  const { payload } = await jwtVerify(authorization.slice("Bearer ".length), findKey, {
    algorithms: ["EdDSA"],
    issuer: plan.issuer,
    audience: plan.issuer,
  });
  const owner = payload.sub ?? "";
  if (remembersTokens) verified.set(authorization, { owner, until: (payload.exp ?? 0) * 1000 });
  return owner;
}

const asNumber = (value: string) => Number(value);
const asText = (value: string) => value;
const numberTypes = [20, 21, 23];
const types = { getTypeParser: (oid: number) => (numberTypes.includes(oid) ? asNumber : asText) };

function fill(parameter: Parameter, owner: string, id: string, body: unknown): unknown {
  switch (parameter.kind) {
    case "constant":
      return parameter.value;
    case "owner":
      return owner;
    case "id":
      return id;
    case "fresh":
      return parameter.version === "7" ? uuidv7() : randomUUID();
    case "document":
      return JSON.stringify({ ...parameter.document, ...pick(body, parameter.given) });
  }
}

function pick(body: unknown, names: string[]): Record<string, unknown> {
  if (typeof body !== "object" || body === null) return {};
  return Object.fromEntries(names.map((name) => [name, Reflect.get(body, name)]));
}

const names = ["none", "low", "medium", "high"];
const moment = (value: string | number | null | undefined) =>
  typeof value === "string"
    ? `${value.slice(0, 10)}T${value.slice(11, 19)}.${value.slice(20, value.lastIndexOf("+")).padEnd(3, "0")}Z`
    : null;

/** How the rows of a statement become tasks, by where its columns are. */
function mapTasks({ columns }: RecordedStatement): (row: Row) => Record<string, unknown> {
  const at = (name: string) => columns.indexOf(name);
  const [id, title, description, completedAt] = [at("id"), at("title"), at("description"), at("completed_at")];
  const [priority, dueDate, dueTime, position] = [at("priority"), at("due_date"), at("due_time"), at("position")];
  const [deletedAt, revision, createdAt, updatedAt] = [
    at("deleted_at"),
    at("revision"),
    at("created_at"),
    at("updated_at"),
  ];
  return (row) => {
    const time = row[dueTime];
    return {
      id: row[id],
      title: row[title],
      description: row[description],
      completed: row[completedAt] !== null,
      completedAt: moment(row[completedAt]),
      priority: names[Number(row[priority])],
      dueDate: row[dueDate],
      dueTime: typeof time === "string" ? time.slice(0, 5) : null,
      position: row[position],
      deletedAt: moment(row[deletedAt]),
      revision: row[revision],
      createdAt: moment(row[createdAt]),
      updatedAt: moment(row[updatedAt]),
    };
  };
}

const columns = `id, title, description, completed_at, priority, due_date, due_time, position, deleted_at, revision, created_at,
  updated_at`;

/** What a write would be if nobody had to follow it: no counter, no verdict, no idempotency. */
const plainStatements: Partial<Record<OperationName, Pick<RecordedStatement, "name" | "text">>> = {
  create: {
    name: "plain_create",
    text: `insert into task (user_id, id, title, priority, due_date, position, revision)
      select $1::uuid, gen_random_uuid(), $3::jsonb ->> 'title', 2, ($3::jsonb ->> 'dueDate')::date, 'k00000000001', 1
      where $2::text is not null returning ${columns}`,
  },
  complete: {
    name: "plain_complete",
    text: `update task set completed_at = case when ($3::jsonb ->> 'completed')::boolean then now() end, updated_at = now()
      where user_id = $1::uuid and id = $2::text::uuid returning ${columns}`,
  },
};

const lines = new Map<string, Promise<unknown>>();

/** Does a person's work when all that came before has ended. */
function inLine<T>(owner: string, work: () => Promise<T>): Promise<T> {
  const before = lines.get(owner) ?? Promise.resolve();
  const done = before.then(work, work);
  lines.set(owner, done);
  return done;
}

function makeOperation(name: OperationName) {
  const recorded = plan.statements[name];
  const plain = writes === "plain" ? plainStatements[name] : undefined;
  const statement = plain
    ? { ...recorded, ...plain, columns: columns.split(",").map((column) => column.trim()) }
    : recorded;
  const isWrite = name === "create" || name === "complete";
  const toTask = mapTasks(statement);
  return async ({ authorization, id, body }: FloorRequest): Promise<FloorAnswer> => {
    if (authorization === undefined) return { status: 401, text: "{}" };
    const owner = await authenticate(authorization);
    const values = plain
      ? [owner, id, JSON.stringify(body)]
      : statement.parameters.map((parameter) => fill(parameter, owner, id, body));
    const send = () => pool.query<Row>({ name: statement.name, text: statement.text, values, rowMode: "array", types });
    const { rows } = await (isWrite && writes === "line" ? inLine(owner, send) : send());
    if (name === "list") return { status: 200, text: JSON.stringify(toPage(owner, rows.map(toTask))) };
    const [row] = rows;
    if (!row) return { status: 404, text: "{}" };
    return { status: name === "create" ? 201 : 200, text: JSON.stringify(toTask(row)) };
  };
}

/** The first page, with the cursor of the next as Tend writes it: list, position and id of the last task. */
function toPage(owner: string, tasks: Record<string, unknown>[]): Record<string, unknown> {
  if (tasks.length <= plan.listLimit) return { items: tasks, nextCursor: null };
  const items = tasks.slice(0, plan.listLimit);
  const last = items.at(-1);
  const cursor = JSON.stringify([plan.fingerprints[owner] ?? "", last?.position, last?.id]);
  return { items, nextCursor: Buffer.from(cursor).toString("base64url") };
}

export const answer = {
  list: makeOperation("list"),
  get: makeOperation("get"),
  create: makeOperation("create"),
  complete: makeOperation("complete"),
};
