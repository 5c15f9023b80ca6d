import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// A process that wants a snapshot of a database that another has open asks by an empty file beside the snapshots, and is
// answered in it: unlike a signal, a file reaches a process in another container.

/** What the names of requests end with. */
export const requestSuffix = ".request";
const pollMs = 50;

type Answer = { snapshot: string } | { error: string };

/**
 * Asks whoever has the database open for a snapshot, and returns its file.
 * @throws an Error for the operator when there is none, or no answer in time
 */
export async function requestSnapshot(folder: string, timeoutMs: number): Promise<string> {
  const request = path.join(folder, `${randomUUID()}${requestSuffix}`);
  writeFileSync(request, "", { mode: 0o600, flag: "wx" });
  try {
    for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(pollMs)) {
      const text = readFileSync(request, "utf8");
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

/** Answers those who wait for a snapshot, if any do, with one that is made now. */
export async function answerRequests(folder: string, makeSnapshot: () => Promise<string>): Promise<void> {
  const names = readdirSync(folder).filter((name) => name.endsWith(requestSuffix));
  const requests = names.map((name) => path.join(folder, name)).filter((file) => isEmpty(file));
  if (requests.length === 0) return;
  const answer = await makeSnapshot().then(
    (file): Answer => ({ snapshot: path.basename(file) }),
    (error: unknown): Answer => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  for (const request of requests) {
    const draft = `${request}.draft`;
    writeFileSync(draft, JSON.stringify(answer), { mode: 0o600 });
    renameSync(draft, request);
  }
}

function isEmpty(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.size === 0;
}
