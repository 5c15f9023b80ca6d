import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, expect, it } from "vitest";
import { type Answered, answerRequests, requestSnapshot } from "./snapshot-requests";
import { removeLeftovers } from "./snapshots";

let folder: string;
let made: number;
let answered: Answered;
const makeSnapshot = async () => `snapshot-${++made}`;
const answerAll = () => answerRequests(folder, makeSnapshot, answered);
const listRequests = () => readdirSync(folder).filter((name) => name.endsWith(".request"));

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "tend-requests-"));
  made = 0;
  answered = new Map();
  return () => rmSync(folder, { recursive: true });
});

it("makes one snapshot for who asks, also where the answer can't be written at first", async () => {
  const asked = requestSnapshot(folder, 20_000);
  const [name] = listRequests();
  const obstacle = path.join(folder, `${name}.draft`);
  mkdirSync(obstacle);
  for (let look = 0; look < 3; look++) await answerAll().catch(() => {});
  expect(made).toBe(1);
  rmdirSync(obstacle);
  await answerAll();
  expect(await asked).toBe(path.join(folder, "snapshot-1"));
  await answerAll();
  expect([made, answered.size]).toEqual([1, 0]);
});

it("asks again where a server that starts has cleared the request away, or the folder is not there yet", async () => {
  rmSync(folder, { recursive: true });
  const asked = requestSnapshot(folder, 20_000);
  removeLeftovers(folder);
  await expect.poll(listRequests).toHaveLength(1);
  await answerAll();
  expect(await asked).toBe(path.join(folder, "snapshot-1"));
});
