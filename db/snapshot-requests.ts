import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// A process that wants a snapshot of a database that another has open asks by an empty file beside the snapshots, and is
// answered in it: unlike a signal, a file reaches a process in another container.

/** What the names of requests end with. */
export const requestSuffix = ".request";
const pollMs = 50;

type Answer = { snapshot: string } | { error: string };

/** The answers to requests that are still there, by their files. */
export type Answered = Map<string, Answer>;

/**
 * Asks whoever has the database open for a snapshot, and returns its file.
 * @throws an Error for the operator when there is none, or no answer in time
 */
export async function requestSnapshot(folder: string, timeoutMs: number): Promise<string> {
  const request = path.join(folder, `${randomUUID()}${requestSuffix}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(pollMs)) {
      // A server that starts clears away what it finds. Nothing else does, so that none is asked twice.
      if (!existsSync(request)) writeFileSync(request, "", { mode: 0o600 });
      const text = readIfThere(request);
      if (text === "") continue;
      const answer: Answer = JSON.parse(text);
      if ("error" in answer) throw new Error(answer.error);
      return path.join(folder, answer.snapshot);
    }
    throw new Error(`The process that has the database open did not answer within ${timeoutMs / 1000} s.`);
  } finally {
    rmSync(request, { force: true });
  }
}

/**
 * Answers those who wait for a snapshot, if any do, with one that is made now. An answer that can't be written, as on a full
 * disk, is kept in `answered` and written by a later call, for a snapshot is long to make.
 */
export async function answerRequests(
  folder: string,
  makeSnapshot: () => Promise<string>,
  answered: Answered,
): Promise<void> {
  const names = readdirSync(folder).filter((name) => name.endsWith(requestSuffix));
  const requests = names.map((name) => path.join(folder, name)).filter((file) => isEmpty(file));
  for (const known of answered.keys()) if (!requests.includes(known)) answered.delete(known);
  const fresh = requests.filter((request) => !answered.has(request));
  if (fresh.length > 0) {
    const answer = await makeSnapshot().then(
      (file): Answer => ({ snapshot: path.basename(file) }),
      (error: unknown): Answer => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    for (const request of fresh) answered.set(request, answer);
  }
  for (const [request, answer] of answered) {
    const draft = `${request}.draft`;
    writeFileSync(draft, JSON.stringify(answer), { mode: 0o600 });
    renameSync(draft, request);
  }
}

function isEmpty(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.size === 0;
}

/** The text of a file, or none where it has just been removed. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}
