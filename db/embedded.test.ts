import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { beforeAll, expect, it, vi } from "vitest";
import { explainStartError } from "@/lib/server/lifecycle";
import { openEmbedded, reopenEmbedded } from "./embedded";
import { addSnapshot } from "./snapshots";

const folder = mkdtempSync(path.join(os.tmpdir(), "tend-embedded-"));
const [whole, backups] = [path.join(folder, "whole"), path.join(folder, "backups")];
let tableFile: string;

beforeAll(async () => {
  const client = await PGlite.create({ dataDir: whole });
  await client.exec("create table kept as select number, repeat('word ', 20) from generate_series(1, 1000) as number");
  const { rows } = await client.query<{ file: string }>("select pg_relation_filepath('kept') as file");
  tableFile = rows[0]?.file ?? "";
  const archive = await client.dumpDataDir("none");
  await addSnapshot(backups, new Uint8Array(await archive.arrayBuffer()), new Date());
  await client.close();
  return () => rmSync(folder, { recursive: true });
});

it.each([
  ["its control file is cut off", (directory: string) => truncateSync(`${directory}/global/pg_control`, 10)],
  // PGlite alone would make a new database in its place.
  ["its version is gone", (directory: string) => rmSync(`${directory}/PG_VERSION`)],
  ["a page is torn", (directory: string) => writeFileSync(`${directory}/${tableFile}`, Buffer.alloc(8192, 7))],
])("takes the snapshot where %s, and keeps what was there", async (name, damage) => {
  const directory = path.join(folder, name);
  cpSync(whole, directory, { recursive: true });
  damage(directory);
  const { thread, isRestored } = await openEmbedded(directory, backups);
  expect(isRestored).toBe(true);
  const { rows } = await thread.query({ text: "select count(*)::int as count from kept", params: [] });
  expect(rows).toEqual([{ count: 1000 }]);
  await thread.close();
});

it("fails where there is no snapshot, and leaves the directory as it is", async () => {
  const directory = path.join(folder, "alone");
  cpSync(whole, directory, { recursive: true });
  rmSync(`${directory}/PG_VERSION`);
  await expect(openEmbedded(directory, path.join(folder, "none"))).rejects.toThrow("There is no database in");
  cpSync(path.join(whole, "PG_VERSION"), `${directory}/PG_VERSION`);
  const { thread, isRestored } = await openEmbedded(directory, path.join(folder, "none"));
  expect(isRestored).toBe(false);
  await thread.close();
});

const importPort = `import { parentPort } from "node:worker_threads";`;
const answerWith = (error: object, isFatal = false) =>
  `${importPort} parentPort.postMessage(${JSON.stringify({ error, isFatal })});`;
it.each([
  ["the thread's code is missing", undefined, "Cannot find module"],
  ["a package of the thread is missing", `import "not-a-package";`, "Cannot find package"],
  ["the thread ends before it has answered", "process.exit(1)", "was ended"],
  ["the thread throws", `throw new Error("out of memory")`, "out of memory"],
  ["there is no memory", answerWith({ name: "RangeError", message: "could not allocate memory" }), "allocate memory"],
  ["there are too many open files", answerWith({ code: "EMFILE", message: "too many open files" }), "open files"],
  ["PostgreSQL has no memory", answerWith({ code: "53200", message: "out of memory" }, true), "out of memory"],
])("leaves the directory as it is where %s", async (name, code, reason) => {
  const place = path.join(folder, name);
  const directory = path.join(place, "postgres");
  cpSync(whole, directory, { recursive: true });
  mkdirSync(path.join(place, "db"));
  if (code !== undefined) writeFileSync(path.join(place, "db/embedded-worker.mjs"), code);
  // What fails once and then no more is the case in which a snapshot would be loaded.
  const cwd = vi.spyOn(process, "cwd").mockReturnValueOnce(place);
  const error: unknown = await openEmbedded(directory, backups).catch((reason: unknown) => reason);
  cwd.mockRestore();
  expect(explainStartError(error)).toContain(reason);
  expect(readdirSync(place).toSorted()).toEqual(["db", "postgres"]);
});

const first = { text: "select 1", params: [] };
const { signal } = new AbortController();

it("makes no new database where the volume has gone since it was opened", async () => {
  const directory = path.join(folder, "gone");
  mkdirSync(directory);
  const opened = reopenEmbedded(directory, { first, timeoutMs: 2000, signal });
  await expect(opened).rejects.toThrow("There is no database in");
  expect(readdirSync(directory)).toEqual([]);
});

it("ends a thread that was opened again and does not answer", async () => {
  const place = path.join(folder, "silent");
  mkdirSync(path.join(place, "db"), { recursive: true });
  const code = `${importPort} parentPort.postMessage({ result: null }); parentPort.on("message", () => {});`;
  writeFileSync(path.join(place, "db/embedded-worker.mjs"), code);
  const cwd = vi.spyOn(process, "cwd").mockReturnValueOnce(place);
  await expect(reopenEmbedded(whole, { first, timeoutMs: 100, signal })).rejects.toThrow("was ended");
  cwd.mockRestore();
});
