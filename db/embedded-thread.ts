import path from "node:path";
import { Worker } from "node:worker_threads";

/** A statement as it is sent to the thread. */
export type Statement = { text: string; params: unknown[]; rowMode?: "array" | "object" | undefined };

/** What a statement answers. */
export type Result = { rows: unknown[]; affectedRows?: number };

/** The whole database as a tar archive, and how far its log of all writes is. */
export type Dump = { archive: ArrayBuffer; position: string };

/**
 * An embedded database in a thread of its own, which does one thing at a time: who asks waits for the answer before asking
 * again. Every call rejects when the thread ends before it has answered.
 */
export type Thread = {
  query(statement: Statement): Promise<Result>;
  /** Runs statements in order in one transaction. One that fails undoes them all. */
  transact(calls: readonly Statement[]): Promise<Result[]>;
  dump(): Promise<Dump>;
  close(): Promise<void>;
  /** Ends it at once, whatever it is doing. What it has answered is on the disk. */
  end(): Promise<void>;
  hasEnded(): boolean;
};

type Answer = { result: unknown } | { error: { name: string; message: string }; isFatal: boolean };

// The recovery after a crash reads up to a gigabyte of the log of all writes.
const openTimeoutMs = 120_000;

/** The thread ended without an answer. That says nothing of what is on the disk. */
export class ThreadEndedError extends Error {
  constructor(options?: ErrorOptions) {
    super("The embedded database was ended", options);
  }
}

/** Where the thread's code is: the server is started in the folder that holds it. */
const findWorker = () => path.resolve(/* turbopackIgnore: true */ process.cwd(), "db/embedded-worker.mjs");

/** Opens the database in a directory, or makes one of an archive in it. Throws what PGlite throws, or ThreadEndedError. */
export async function startThread(
  directory: string,
  { archive, signal }: { archive?: Uint8Array; signal?: AbortSignal } = {},
): Promise<Thread> {
  // Loaders of whoever starts it, such as tsx, are not for it.
  const worker = new Worker(findWorker(), { workerData: { directory, archive }, execArgv: [] });
  let pending: { resolve(result: unknown): void; reject(error: Error): void } | undefined;
  let hasEnded = false;
  let isOpen = false;
  let failure: Error | undefined;

  function settle(): typeof pending {
    const settled = pending;
    pending = undefined;
    // Nobody is kept alive by a database that has nothing to do.
    worker.unref();
    return settled;
  }
  worker.on("message", (answer: Answer) => {
    if ("result" in answer) return settle()?.resolve(answer.result);
    const error = Object.assign(new Error(), answer.error);
    if (!answer.isFatal) return settle()?.reject(error);
    // What broke it leaves it unable to answer, and nobody knows what became of the statement. Whoever waits is answered
    // after it has ended, so that no other opens the directory beside it.
    failure = isOpen ? new Error(error.message) : error;
    void end();
  });
  worker.on("error", (cause) => {
    // While it opens, nothing that people typed is in it.
    failure = new ThreadEndedError(isOpen ? undefined : { cause });
    void end();
  });
  worker.on("exit", () => {
    hasEnded = true;
    settle()?.reject(failure ?? new ThreadEndedError());
  });

  async function end(): Promise<void> {
    hasEnded = true;
    await worker.terminate();
  }
  function wait(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      pending = { resolve, reject };
    });
  }
  function ask(request: { kind: "query" | "transact" | "dump" | "close" } & Record<string, unknown>): Promise<unknown> {
    if (hasEnded) return Promise.reject(new ThreadEndedError());
    worker.ref();
    const answer = wait();
    try {
      worker.postMessage(request);
    } catch (error) {
      settle()?.reject(error instanceof Error ? error : new Error(String(error)));
    }
    return answer;
  }

  const stop = () => void end();
  const timer = setTimeout(stop, openTimeoutMs);
  signal?.addEventListener("abort", stop);
  try {
    await wait();
    isOpen = true;
  } catch (error) {
    await end();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
  // The worker answers each kind with what its type says: db/embedded-worker.mjs.
  return {
    query: (statement) => ask({ kind: "query", ...statement }) as Promise<Result>,
    transact: (calls) => ask({ kind: "transact", calls }) as Promise<Result[]>,
    dump: () => ask({ kind: "dump" }) as Promise<Dump>,
    async close() {
      await ask({ kind: "close" });
      await end();
    },
    end,
    hasEnded: () => hasEnded,
  };
}
