import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { beforeAll, expect, it } from "vitest";
import { openEmbedded } from "./embedded";
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
