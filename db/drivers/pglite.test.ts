import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { embeddedPaths, loadSnapshot } from "@/db/embedded";
import { user } from "@/db/schema/auth";
import { listSnapshots } from "@/db/snapshots";
import { forget } from "@/lib/once";
import { connect } from "./pglite";

const folder = mkdtempSync(path.join(os.tmpdir(), "tend-snapshots-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("what is written while a snapshot is made is in the one that closing makes", async () => {
  process.env.DATA_DIR = path.join(folder, "data");
  forget("env");
  const connection = await connect();
  const taken = connection.snapshot?.({ isForced: true });
  await connection.database.insert(user).values({ name: "Late", email: "late@example.com" });
  await taken;
  await connection.close();
  const [newest = ""] = listSnapshots(embeddedPaths().backups);
  const thread = await loadSnapshot(path.join(folder, "restored"), newest);
  const { rows } = await thread.query({ text: 'select email from "user"', params: [] });
  expect(rows).toEqual([{ email: "late@example.com" }]);
  await thread.end();
}, 120_000);
