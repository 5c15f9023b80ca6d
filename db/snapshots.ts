import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { requireRoom } from "./disk";
import { requestSuffix } from "./snapshot-requests";

const suffix = ".tar.gz";
const draftSuffix = ".draft";
const newestKept = 6;
const daysKept = 7;

/** The snapshots in a folder, newest first: their names are moments. */
export function listSnapshots(folder: string): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  return names
    .sort()
    .reverse()
    .map((name) => path.join(folder, name));
}

/** Removes what a process left that was killed while it wrote a snapshot, or asked for one. */
export function removeLeftovers(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const left = readdirSync(folder).filter((name) => name.endsWith(draftSuffix) || name.endsWith(requestSuffix));
  for (const name of left) rmSync(path.join(folder, name), { force: true });
}

/** The snapshots that are let go: all but the newest six, and the newest of each of the last seven days that have one. */
export function chooseOld(newestFirst: readonly string[]): string[] {
  const newestOfDay = new Map(newestFirst.toReversed().map((file) => [path.basename(file).slice(0, 10), file]));
  const kept = new Set([...newestFirst.slice(0, newestKept), ...[...newestOfDay.values()].slice(-daysKept)]);
  return newestFirst.filter((file) => !kept.has(file));
}

/** Writes an archive of a database into a file, compressed: whole and on the disk, or not at all. */
async function writeSnapshot(file: string, archive: Uint8Array): Promise<void> {
  const draft = `${file}${draftSuffix}`;
  const compressed = await promisify(gzip)(archive);
  await requireRoom(path.dirname(file), compressed.length);
  try {
    const handle = await open(draft, "w", 0o600);
    try {
      await handle.writeFile(compressed);
      await handle.sync();
    } finally {
      await handle.close();
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Adds a snapshot of this moment to a folder and lets old ones go. Returns its file. */
export async function addSnapshot(folder: string, archive: Uint8Array, now: Date): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${now.toISOString().replaceAll(":", "-")}${suffix}`);
  await writeSnapshot(file, archive);
  for (const old of chooseOld(listSnapshots(folder))) rmSync(old, { force: true });
  return file;
}

/** The archive in a snapshot. Throws where it is not whole. */
export async function readSnapshot(file: string): Promise<Uint8Array> {
  return await promisify(gunzip)(await readFile(file));
}
