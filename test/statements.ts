import { Worker } from "node:worker_threads";
import { Client } from "pg";
import { vi } from "vitest";
import type { Statement } from "@/db/embedded-thread";

/** A statement as it left for the database. */
export type Sent = { text: string; values: unknown[] };

type Record = {
  /** Every statement, those that begin and end a transaction included where the driver sends them. */
  statements: Sent[];
  /** How many times the driver had to wait for the database: on Neon's HTTP a transaction is one request. */
  trips: number;
};

/** Records what is sent to the database meanwhile, on whatever driver the worker has. */
export async function recordStatements(run: () => Promise<unknown>): Promise<Record> {
  const record: Record = { statements: [], trips: 0 };
  const keep = (query: unknown, values: unknown = []) => {
    const config = typeof query === "string" ? { text: query, values } : Object(query);
    record.statements.push({ text: config.text, values: config.values ?? values ?? [] });
  };
  const stop = listen((statements) => {
    record.trips++;
    for (const { query, values } of statements) keep(query, values);
  });
  try {
    await run();
  } finally {
    stop();
  }
  return record;
}

type Heard = { query: unknown; values?: unknown };

function listen(hear: (statements: Heard[]) => void): () => void {
  switch (process.env.TEST_DRIVER) {
    case "pg":
      return listenToPg(hear);
    case "neon-http":
      return listenToFetch(hear);
    default:
      return listenToPglite(hear);
  }
}

function listenToPg(hear: (statements: Heard[]) => void): () => void {
  const original = Client.prototype.query;
  const spy = vi.spyOn(Client.prototype, "query").mockImplementation(function (this: Client, ...options: unknown[]) {
    hear([{ query: options[0], values: Array.isArray(options[1]) ? options[1] : undefined }]);
    return Reflect.apply(original, this, options);
  });
  return () => spy.mockRestore();
}

function listenToFetch(hear: (statements: Heard[]) => void): () => void {
  const original = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((...options) => {
    const body = JSON.parse(String(options[1]?.body));
    const queries: { query: string; params: unknown[] }[] = body.queries ?? [body];
    hear(queries.map(({ query, params }) => ({ query, values: params })));
    return original(...options);
  });
  return () => spy.mockRestore();
}

function listenToPglite(hear: (statements: Heard[]) => void): () => void {
  const original = Worker.prototype.postMessage;
  const spy = vi.spyOn(Worker.prototype, "postMessage").mockImplementation(function (this: Worker, message, ...rest) {
    const { kind, text, params, calls } = message;
    if (kind === "query") hear([{ query: text, values: params }]);
    if (kind === "transact") hear(calls.map((call: Statement) => ({ query: call.text, values: call.params })));
    return Reflect.apply(original, this, [message, ...rest]);
  });
  return () => spy.mockRestore();
}
