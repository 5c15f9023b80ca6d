import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { addSnapshot, chooseOld, listSnapshots, readSnapshot } from "./snapshots";

const encode = (text: string) => new TextEncoder().encode(text);
const makeFolder = () => mkdtempSync(path.join(os.tmpdir(), "tend-snapshots-"));

test("what is written is read again, by nobody else", async () => {
  const folder = makeFolder();
  const file = await addSnapshot(folder, encode("a whole database"), new Date());
  expect(new TextDecoder().decode(await readSnapshot(file))).toBe("a whole database");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("one that is cut off is not read as a shorter one", async () => {
  const file = await addSnapshot(makeFolder(), encode("a whole database".repeat(1000)), new Date());
  writeFileSync(file, readFileSync(file).subarray(0, -10));
  await expect(readSnapshot(file)).rejects.toThrow();
});

test("the newest six stay, and the last of each of seven days", () => {
  const hours = Array.from({ length: 24 * 10 }, (_, hour) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString());
  const files = hours.map((moment) => `/backups/${moment.replaceAll(":", "-")}.tar.gz`).reverse();
  const old = new Set(chooseOld(files));
  const kept = files.filter((file) => !old.has(file)).map((file) => file.slice(9, 22));
  expect(kept).toEqual([
    ..."23 22 21 20 19 18".split(" ").map((hour) => `2026-01-10T${hour}`),
    ..."09 08 07 06 05 04".split(" ").map((day) => `2026-01-${day}T23`),
  ]);
});

test("a folder keeps its own in order", async () => {
  const folder = makeFolder();
  for (let day = 1; day <= 20; day++) await addSnapshot(folder, encode("x"), new Date(Date.UTC(2026, 0, day)));
  expect(listSnapshots(folder).map((file) => path.basename(file).slice(0, 10))).toEqual(
    Array.from({ length: 7 }, (_, index) => `2026-01-${20 - index}`),
  );
});
