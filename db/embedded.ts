import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { requireRoom } from "./disk";
import { type Statement, startThread, type Thread, ThreadEndedError } from "./embedded-thread";
import { listSnapshots, readSnapshot } from "./snapshots";

/** Where the embedded database and its snapshots are. */
export function embeddedPaths(): { directory: string; backups: string } {
  const { DATA_DIR } = env();
  return { directory: path.resolve(DATA_DIR, "postgres"), backups: path.resolve(DATA_DIR, "backups") };
}

/** An open database. `isRestored`: it is an older one than what was there before. */
type Opened = { thread: Thread; isRestored: boolean };

/**
 * Opens the database in a directory. One that is damaged is put aside, and the newest snapshot that is whole takes its
 * place: PGlite runs without fsync, and a power cut may tear it. Says plainly what it did.
 */
export async function openEmbedded(directory: string, backups: string): Promise<Opened> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    return { thread: await open(directory), isRestored: false };
  } catch (error) {
    // Nothing is damaged where there is only no room to open it, or where it fails for a reason that passes.
    await requireRoom(directory);
    if (isPassing(error)) throw error;
    const snapshots = listSnapshots(backups);
    if (snapshots.length === 0) throw error;
    const aside = putAside(directory, "damaged");
    for (const file of snapshots) {
      const thread = await loadSnapshot(directory, file).catch((reason: unknown) => {
        if (!isPassing(reason)) return undefined;
        renameSync(aside, directory);
        throw reason;
      });
      if (!thread) continue;
      process.emitWarning(
        `The embedded database was damaged. It is kept in ${aside}; in its place stands the snapshot ${file}. What was written after that is lost, unless a browser still has it.`,
      );
      return { thread, isRestored: true };
    }
    renameSync(aside, directory);
    throw error;
  }
}

/** Whether an opening failed for what the machine or the installation lacks, and not for what is on the disk. */
function isPassing(error: unknown): boolean {
  if (error instanceof ThreadEndedError || !(error instanceof Error) || error.name === "RangeError") return true;
  // Node's codes, such as EMFILE, and PostgreSQL's class of too few resources.
  return "code" in error && /^(?:E[A-Z]{2,}|ERR_\w+|53\w{3})$/.test(String(error.code));
}

/**
 * Opens a database that this process has had open before, and runs a first statement in it, within a time in ms.
 * @throws an Error where there is no database any more: PGlite would make a new one
 */
export async function reopenEmbedded(
  directory: string,
  { first, timeoutMs, signal }: { first: Statement; timeoutMs: number; signal: AbortSignal },
): Promise<Thread> {
  requireDatabase(directory);
  const thread = await startThread(directory, { signal });
  const timer = setTimeout(() => void thread.end(), timeoutMs);
  try {
    await thread.query(first);
    return thread;
  } catch (error) {
    await thread.end();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function requireDatabase(directory: string): void {
  if (!existsSync(path.join(directory, "PG_VERSION"))) throw new Error(`There is no database in ${directory}`);
}

/** Renames a directory, and returns its new name. */
export function putAside(directory: string, why: string): string {
  const aside = `${directory}.${why}-${new Date().toISOString().replaceAll(":", "-")}`;
  renameSync(directory, aside);
  return aside;
}

/** Makes a directory of the database in a snapshot. What can't be made leaves no directory behind. */
export async function loadSnapshot(directory: string, file: string): Promise<Thread> {
  try {
    const archive = await readSnapshot(file);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return await open(directory, archive);
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function open(directory: string, archive?: Uint8Array): Promise<Thread> {
  // PGlite would make a new database over what is left of this one.
  if (readdirSync(directory).length > 0) requireDatabase(directory);
  const thread = await startThread(directory, archive && { archive });
  try {
    await readAll(thread);
    return thread;
  } catch (error) {
    await thread.end();
    throw error;
  }
}

/** Reads every row of every table once. Throws where a page is not what it should be. */
async function readAll(thread: Thread): Promise<void> {
  const { rows } = await thread.query({
    text: "select oid::regclass::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    params: [],
    rowMode: "array",
  });
  for (const [name] of rows as string[][]) await thread.query({ text: `select count(*) from ${name}`, params: [] }); // by the statement
}
