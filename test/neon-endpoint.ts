import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, DatabaseError, Pool, type PoolClient, type PoolConfig, type QueryArrayConfig } from "pg";
import { z } from "zod";

// Written after Neon's own proxy/src/serverless/sql_over_http.rs and json.rs.

const connectTimeoutMs = 5_000;
const cancelTimeoutMs = 2_000;
const closeTimeoutMs = 2_000;

const flag = z.enum(["true", "false"]).default("false");
const headersSchema = z.strictObject({
  "neon-connection-string": z.url({ protocol: /^postgres(ql)?$/ }),
  "neon-raw-text-output": z.literal("true"),
  "neon-array-mode": flag,
  "neon-batch-isolation-level": z
    .enum(["ReadUncommitted", "ReadCommitted", "RepeatableRead", "Serializable"])
    .optional(),
  "neon-batch-read-only": flag,
  "neon-batch-deferrable": flag,
});
const querySchema = z.strictObject({
  query: z.string(),
  params: z.array(z.json()).default([]),
  arrayMode: z.boolean().optional(),
});
const batchSchema = z.strictObject({ queries: z.array(querySchema) });

const isolationLevels = {
  ReadUncommitted: "read uncommitted",
  ReadCommitted: "read committed",
  RepeatableRead: "repeatable read",
  Serializable: "serializable",
} as const;

// Neon's answer has all of these always: code and severity are "" for an error that isn't PostgreSQL's, the rest null.
const errorFields = [
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "where",
  "table",
  "column",
  "schema",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
] as const;

type Headers = z.infer<typeof headersSchema>;
type Query = z.infer<typeof querySchema>;
type Batch = z.infer<typeof batchSchema>;
type Answer = { status: number; body: unknown };

/** A request that is wrong in itself: 400 with the message. */
class RequestError extends Error {}
/** PostgreSQL could not be reached, or refused the connection. */
class ConnectError extends Error {}

export type NeonEndpoint = {
  /** What `neonConfig.fetchEndpoint` should return. */
  url: string;
  /** How many HTTP requests have come in. */
  requests(): number;
  close(): Promise<void>;
};

/**
 * Starts an HTTP server that answers as Neon's SQL-over-HTTP does. User, password and database are those of each
 * request's `Neon-Connection-String`, host and port those of `postgresUrl`.
 */
export async function startNeonEndpoint(postgresUrl: string): Promise<NeonEndpoint> {
  const pools = new Map<string, Pool>();
  const findPool = (connectionString: string) => {
    const pool = pools.get(connectionString) ?? openPool(connectionString, postgresUrl);
    pools.set(connectionString, pool);
    return pool;
  };
  let requestCount = 0;
  const server = createServer((request, response) => {
    requestCount += 1;
    void respond(request, response, findPool);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The endpoint has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/sql`,
    requests: () => requestCount,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      // A frozen PostgreSQL never says goodbye.
      await Promise.race([Promise.all([...pools.values()].map((pool) => pool.end())), sleep(closeTimeoutMs)]);
      await closed;
    },
  };
}

function openPool(connectionString: string, postgresUrl: string): Pool {
  const asked = new URL(connectionString);
  const { hostname, port } = new URL(postgresUrl);
  const config: PoolConfig = {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(asked.username),
    password: decodeURIComponent(asked.password),
    database: decodeURIComponent(asked.pathname.slice(1)),
    application_name: asked.searchParams.get("application_name") ?? undefined,
    options: asked.searchParams.get("options") ?? undefined,
    max: 20,
    connectionTimeoutMillis: connectTimeoutMs,
  };
  // A connection that dies in the pool is replaced; the next request tells.
  return new Pool(config).on("error", () => {});
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  findPool: (connectionString: string) => Pool,
): Promise<void> {
  const abort = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) abort.abort();
  });
  const { status, body } = await answer(request, findPool, abort.signal).catch(answerError);
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function answer(
  request: IncomingMessage,
  findPool: (connectionString: string) => Pool,
  signal: AbortSignal,
): Promise<Answer> {
  if (request.method !== "POST" || request.url !== "/sql") {
    throw new RequestError(`Only POST /sql is served, not ${request.method} ${request.url}`);
  }
  const headers = parseHeaders(request.headers);
  const body = parseBody(await text(request));
  const pool = findPool(headers["neon-connection-string"]);
  const result = await withConnection(pool, signal, (client) =>
    "queries" in body ? runBatch(client, body.queries, headers) : runQuery(client, body, headers),
  );
  return { status: 200, body: result };
}

function parseHeaders(headers: IncomingHttpHeaders): Headers {
  if (headers.authorization !== undefined) throw new RequestError("Authorization (Neon's JWT) isn't supported here");
  const ours = Object.entries(headers).filter(([name]) => name.startsWith("neon-"));
  const parsed = headersSchema.safeParse(Object.fromEntries(ours));
  if (!parsed.success) throw new RequestError(`Headers: ${z.prettifyError(parsed.error)}`);
  const { username, pathname } = new URL(parsed.data["neon-connection-string"]);
  if (username === "" || pathname.length < 2) throw new RequestError("The connection string lacks a user or database");
  return parsed.data;
}

function parseBody(json: string): Query | Batch {
  try {
    const body: unknown = JSON.parse(json);
    const isBatch = typeof body === "object" && body !== null && "queries" in body;
    return isBatch ? batchSchema.parse(body) : querySchema.parse(body);
  } catch (error) {
    throw new RequestError(`Body: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
  }
}

/** Runs `work` on a pooled connection. When the caller goes away, the statement is cancelled, as Neon does. */
async function withConnection<T>(
  pool: Pool,
  signal: AbortSignal,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new ConnectError("Couldn't connect to compute node", { cause });
  });
  const abandon = () => void cancelStatement(pool, client).finally(() => client.end());
  // Without a listener, the loss of a checked-out connection would end the process.
  const ignoreLoss = () => {};
  client.on("error", ignoreLoss);
  signal.addEventListener("abort", abandon);
  try {
    signal.throwIfAborted();
    return await work(client);
  } finally {
    signal.removeEventListener("abort", abandon);
    client.off("error", ignoreLoss);
    client.release(signal.aborted || client.getTransactionStatus() !== "I");
  }
}

async function cancelStatement(pool: Pool, client: PoolClient): Promise<void> {
  // @types/pg doesn't know processID, which pg has.
  if (!("processID" in client)) return;
  const canceller = new Client({ ...pool.options, connectionTimeoutMillis: cancelTimeoutMs });
  canceller.on("error", () => {});
  await canceller
    .connect()
    .then(() => canceller.query("select pg_cancel_backend($1)", [client.processID]))
    .catch(() => {});
  void canceller.end();
}

async function runBatch(client: PoolClient, queries: Query[], headers: Headers): Promise<{ results: unknown[] }> {
  const level = headers["neon-batch-isolation-level"];
  await client.query(
    [
      "start transaction",
      level === undefined ? "" : ` isolation level ${isolationLevels[level]}`,
      headers["neon-batch-read-only"] === "true" ? " read only" : "",
      headers["neon-batch-deferrable"] === "true" ? " deferrable" : "",
    ].join(""),
  );
  try {
    const results: unknown[] = [];
    for (const query of queries) results.push(await runQuery(client, query, headers));
    await client.query("commit");
    return { results };
  } catch (error) {
    // If the connection is lost, so is the transaction; the first error is the one to tell.
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

async function runQuery(client: PoolClient, query: Query, headers: Headers): Promise<unknown> {
  const config: QueryArrayConfig<(string | null)[]> & { queryMode: "extended" } = {
    text: query.query,
    values: query.params.map(encodeParam),
    rowMode: "array",
    // Neon prepares every statement, so that two in one text are refused.
    queryMode: "extended",
    types: { getTypeParser: () => (value: unknown) => value },
  };
  const { fields, rows, command, rowCount } = await client.query<(string | null)[], (string | null)[]>(config);
  const rowAsArray = query.arrayMode ?? headers["neon-array-mode"] === "true";
  const toObject = (row: (string | null)[]) => Object.fromEntries(fields.map(({ name }, index) => [name, row[index]]));
  return { rowAsArray, fields, rows: rowAsArray ? rows : rows.map(toObject), command, rowCount };
}

function encodeParam(value: z.core.util.JSONType): string | null {
  if (value === null || typeof value === "string") return value;
  return Array.isArray(value) ? encodeArray(value) : JSON.stringify(value);
}

function encodeArray(values: z.core.util.JSONType[]): string {
  const elements = values.map((value) => {
    if (value === null) return "NULL";
    if (Array.isArray(value)) return encodeArray(value);
    return typeof value === "object" ? JSON.stringify(JSON.stringify(value)) : JSON.stringify(value);
  });
  return `{${elements.join(",")}}`;
}

function answerError(error: unknown): Answer {
  // As Neon's: 500 if no connection could be had (with PostgreSQL's own refusal, if it made one), 400 for all the rest.
  if (error instanceof ConnectError) return { status: 500, body: describeError(error.cause, error.message) };
  if (error instanceof RequestError) return { status: 400, body: describeError(error, error.message) };
  return { status: 400, body: describeError(error, "connection closed") };
}

function describeError(error: unknown, messageOtherwise: string): Record<string, string | null> {
  const refusal = error instanceof DatabaseError ? error : undefined;
  return {
    message: refusal?.message ?? messageOtherwise,
    code: refusal?.code ?? "",
    severity: refusal?.severity ?? "",
    ...Object.fromEntries(errorFields.map((name) => [name, refusal?.[name] ?? null])),
  };
}
