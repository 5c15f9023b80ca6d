import { setTimeout as sleep } from "node:timers/promises";
import type { Dump, Result, Statement, Thread } from "./embedded-thread";

// As PostgreSQL's over TCP (db/drivers/pg.ts): a caller waits no longer, and nothing runs longer.
const deadlineMs = 4500;
/** How long a statement may run. */
export const statementTimeoutMs = 2400;
// To write the whole database out, or to wait for that.
const exemptTimeoutMs = 60_000;
const closeTimeoutMs = 8000;
const reopenPauseMs = 1000;

/** The embedded database behind a queue: any number may ask at once. */
export type Queue = {
  query(statement: Statement): Promise<Result>;
  transact(calls: readonly Statement[]): Promise<Result[]>;
  dump(): Promise<Dump>;
  /** Carries out what waits and closes the database, or ends it where it does not close within 8 s. */
  close(): Promise<void>;
};

type Job = { run(thread: Thread): Promise<void>; timeoutMs: number; refuse(error: unknown): void };

/**
 * Asks a thread for one thing after the other. One that takes longer than 2.4 s is ended with its thread, another thread
 * takes the place of that, and what waited is carried out there. Who has no answer after 4.5 s is refused.
 * @param reopen makes the next thread. It is called until it has, `attempt` counting from 0, or the signal stops it
 */
export function makeQueue(first: Thread, reopen: (attempt: number, signal: AbortSignal) => Promise<Thread>): Queue {
  const waiting: Job[] = [];
  const closing = new AbortController();
  let thread = first;
  let running: Promise<void> | undefined;

  function enqueue<T>(
    work: (thread: Thread) => Promise<T>,
    timeoutMs = statementTimeoutMs,
    waitMs = deadlineMs,
  ): Promise<T> {
    if (closing.signal.aborted) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        const place = waiting.indexOf(job);
        if (place >= 0) waiting.splice(place, 1);
        reject(new Error("The deadline has passed"));
      }, waitMs);
      const job: Job = {
        timeoutMs,
        async run(current) {
          try {
            resolve(await work(current));
          } catch (error) {
            job.refuse(error);
          }
          clearTimeout(deadline);
        },
        refuse(error) {
          clearTimeout(deadline);
          reject(error);
        },
      };
      waiting.push(job);
      running ??= carryOut();
    });
  }

  async function carryOut(): Promise<void> {
    do {
      if (thread.hasEnded()) await openAgain();
      const job = waiting.shift();
      if (job) await runWithin(job);
    } while (!thread.hasEnded() ? waiting.length > 0 : !closing.signal.aborted);
    for (const job of waiting.splice(0)) job.refuse(closedError());
    running = undefined;
  }

  async function runWithin(job: Job): Promise<void> {
    const current = thread;
    if (current.hasEnded()) return job.refuse(closedError());
    let isDone = false;
    // Where it is this process that stood still, the answer is here already and only waits to be read.
    const timer = setTimeout(() => setImmediate(() => isDone || void current.end()), job.timeoutMs);
    await job.run(current);
    isDone = true;
    clearTimeout(timer);
  }

  async function openAgain(): Promise<void> {
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      try {
        thread = await reopen(attempt, closing.signal);
        return;
      } catch {
        await sleep(reopenPauseMs, undefined, { ref: false, signal: closing.signal }).catch(() => {});
      }
    }
  }

  return {
    query: (statement) => enqueue((current) => current.query(statement)),
    transact: (calls) => enqueue((current) => current.transact(calls)),
    dump: () => enqueue((current) => current.dump(), exemptTimeoutMs, exemptTimeoutMs),
    async close() {
      // Behind what waits, all of which is carried out unless the thread ends meanwhile.
      const isOpen = !closing.signal.aborted && !thread.hasEnded();
      const closed = isOpen && enqueue((current) => current.close(), closeTimeoutMs, exemptTimeoutMs);
      closing.abort();
      // Without an answer it is ended, and opened again by the next start.
      if (closed) await closed.catch(() => {});
      await running;
      await thread.end();
    },
  };
}

const closedError = () => new Error("The embedded database is closed");
