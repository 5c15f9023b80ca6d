import { parentPort, workerData } from "node:worker_threads";
import { PGlite, types } from "@electric-sql/pglite";

// The thread of the embedded database (db/embedded-thread.ts). It is JavaScript and stays one file beside its packages, so
// that Node loads it as it is in every place: from the sources, under a bundle, in the image.

/** As Drizzle's driver reads them: dates and intervals are text. The numbers are numeric[], timestamp[], timestamptz[], … */
const textTypes = [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182];
const parsers = Object.fromEntries(textTypes.map((type) => [type, (text) => text]));

/** After these PGlite never answers again. */
function isFatal(error) {
  return (
    error instanceof WebAssembly.RuntimeError || error?.name === "ExitStatus" || /PANIC|FATAL/.test(error?.severity)
  );
}

/** What of an error can be sent; not PGlite's own, which holds the statement and its parameters. */
function describeError(error) {
  const { name = "Error", message = String(error), code, constraint, detail } = error ?? {};
  return { name, message, code, constraint, detail };
}

async function query(client, { text, params, rowMode }) {
  const { rows, affectedRows } = await client.query(text, params, { rowMode, parsers });
  return { rows, affectedRows };
}

function transact(client, { calls }) {
  return client.transaction(async (transaction) => {
    const results = [];
    for (const call of calls) results.push(await query(transaction, call));
    return results;
  });
}

async function dump(client) {
  const file = await client.dumpDataDir("none");
  const { rows } = await client.query("select pg_current_wal_insert_lsn()::text as position");
  return { archive: await file.arrayBuffer(), position: rows[0].position };
}

const work = { query, transact, dump, close: (client) => client.close() };

async function answer(perform) {
  try {
    const result = await perform();
    parentPort.postMessage({ result }, result?.archive ? [result.archive] : []);
  } catch (error) {
    parentPort.postMessage({ error: describeError(error), isFatal: isFatal(error) });
  }
}

const { directory, archive } = workerData;
let client;
await answer(async () => {
  client = await PGlite.create({
    dataDir: directory,
    relaxedDurability: false,
    ...(archive && { loadDataDir: new Blob([archive]) }),
  });
});
parentPort.on("message", (request) => answer(() => work[request.kind](client, request)));
