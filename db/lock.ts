import { closeSync, constants, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tryLock } from "fs-native-extensions";

// A process that was just killed still has it while the kernel puts away its memory.
const attempts = 10;
const pauseMs = 100;

/**
 * Takes a directory for this process, for PGlite does not refuse a second one and loses writes to it. The kernel keeps the
 * lock with the open file `directory.lock`: whatever the container, it has one holder, and none when that has ended.
 * @returns what gives it back
 * @throws an Error that names the holder
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  mkdirSync(path.dirname(directory), { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt++) {
    const fd = openLock(directory);
    if (fd !== undefined) {
      describeHolder(fd);
      return () => closeSync(fd);
    }
    if (attempt === attempts) break;
    await sleep(pauseMs);
  }
  throw new Error(
    `The embedded database in ${directory} is in use by ${readHolder(directory)}. Stop it first, set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL that several processes can share.`,
  );
}

/** Whether a process holds a directory. */
export function isLocked(directory: string): boolean {
  mkdirSync(path.dirname(directory), { recursive: true, mode: 0o700 });
  const fd = openLock(directory);
  if (fd === undefined) return true;
  closeSync(fd);
  return false;
}

/** The descriptor that has the lock, or nothing where another has it. The file stays: of two files both could be held. */
function openLock(directory: string): number | undefined {
  const fd = openSync(`${directory}.lock`, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    if (tryLock(fd)) return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  closeSync(fd);
  return undefined;
}

/** Writes who holds it, for the message to the next one. Nothing is decided by it, and a full disk is no reason to fail. */
function describeHolder(fd: number): void {
  try {
    ftruncateSync(fd);
    writeSync(fd, `process ${process.pid} on ${os.hostname()}`, 0);
  } catch {}
}

function readHolder(directory: string): string {
  try {
    return readFileSync(`${directory}.lock`, "utf8") || "another process";
  } catch {
    return "another process";
  }
}
