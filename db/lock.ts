import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Takes a directory for this process, for PGlite does not refuse a second one and loses writes to it.
 * A lock whose process is gone, or whose number another process has since, is taken over.
 * @returns what gives it back
 * @throws an Error that names the holder
 */
export function lockDirectory(directory: string): () => void {
  const file = `${directory}.lock`;
  const mine = JSON.stringify({ pid: process.pid, startedAt: getStartTime(process.pid) });
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: "wx", mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const content = readText(file);
    const holder = parseHolder(content);
    if (holder && isRunning(holder)) {
      throw new Error(
        `The embedded database in ${directory} is in use by process ${holder.pid}. Stop it first, set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL that several processes can share.`,
      );
    }
    removeStale(file, content);
  }
}

type Holder = { pid: number; startedAt: string | null };

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Removes the lock that was read, and not one that another process has written meanwhile. */
function removeStale(file: string, content: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readText(aside) !== content) linkSync(aside, file);
  } catch {
    // Another process was first; the next turn sees its lock.
  }
  rmSync(aside, { force: true });
}

function parseHolder(content: string): Holder | undefined {
  try {
    const { pid, startedAt } = JSON.parse(content);
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
