import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Asks the process that holds the embedded database for a snapshot. */
export const snapshotSignal = "SIGUSR2";

type Holder = { pid: number; startedAt: string | null };

/**
 * Takes a directory for this process, for PGlite does not refuse a second one and loses writes to it.
 *
 * The lock is the highest of `directory.lock.1`, `.2`, …: each is made complete and at once by a hard link, and none
 * is ever changed by another than its holder. Whoever finds the highest one given back, or its process gone, tries for
 * the next number; one of several gets it.
 * @returns what gives it back
 * @throws an Error that names the holder
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(path.dirname(directory), { recursive: true, mode: 0o700 });
  const draft = `${directory}.lock-${process.pid}`;
  const mine: Holder = { pid: process.pid, startedAt: getStartTime(process.pid) };
  for (;;) {
    const last = Math.max(0, ...listNumbers(directory));
    const holder = last > 0 ? readHolder(`${directory}.lock.${last}`) : undefined;
    if (holder && isRunning(holder)) {
      throw new Error(
        `The embedded database in ${directory} is in use by process ${holder.pid}. Stop it first, set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL that several processes can share.`,
      );
    }
    const file = `${directory}.lock.${last + 1}`;
    if (!publish(draft, file, mine)) continue;
    const numbers = listNumbers(directory);
    if (Math.max(...numbers) !== last + 1) {
      // What we looked at was old: somebody has gone on from there meanwhile.
      rmSync(file, { force: true });
      continue;
    }
    for (const number of numbers) if (number <= last) rmSync(`${directory}.lock.${number}`, { force: true });
    return () => giveBack(draft, file);
  }
}

/** The process that holds a directory, if one does. */
export function findHolder(directory: string): number | undefined {
  const last = Math.max(0, ...listNumbers(directory));
  const holder = readHolder(`${directory}.lock.${last}`);
  return holder && isRunning(holder) ? holder.pid : undefined;
}

/** Makes the file with its content, unless it is there. */
function publish(draft: string, file: string, holder: Holder): boolean {
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Says that nobody holds it. The number stays, for the numbers must not begin again under somebody who counts. */
function giveBack(draft: string, file: string): void {
  writeFileSync(draft, "{}", { mode: 0o600 });
  renameSync(draft, file);
}

function listNumbers(directory: string): number[] {
  const prefix = `${path.basename(directory)}.lock.`;
  const names = readdirSync(path.dirname(directory)).filter((name) => name.startsWith(prefix));
  return names.map((name) => Number(name.slice(prefix.length))).filter(Number.isSafeInteger);
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, startedAt: startedAt ?? null } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const now = getStartTime(pid);
  return startedAt === null || now === null || now === startedAt;
}

/** When a process started, in the kernel's clock ticks since boot, or null where /proc is missing. */
function getStartTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the name, may hold spaces; field 22 counts from behind its parenthesis.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
