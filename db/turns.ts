import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "@/lib/once";
import { DatabaseError } from "./errors";

/** How many statements of one person run at once in this process: writes wait for the person's clock anyway. */
const atOnce = { read: 2, write: 1 } as const;
/** How many more may wait, of either kind. */
export const waitingMax = 128;
// No longer than a request may take: whoever waits behind so much of his own is told so.
const waitMaxMs = 4500;

export type TurnKind = keyof typeof atOnce;

/** One that waits: `begin` lets it go on, `giveUp` tells it no. */
type Waiting = { begin: () => void; giveUp: () => void; until: number };
type Line = { running: number; waiting: Waiting[] };

const lines = { read: once("read-turns", newLines), write: once("write-turns", newLines) };

function newLines(): Map<string, Line> {
  return new Map();
}

/**
 * Does the work when it is its turn: in order of arrival among the owner's own, so that one person holds few connections,
 * and the others' statements find one free. Who waits holds none. Throws a DatabaseError `crowded` when too many wait,
 * or for too long; else as the work does.
 */
export function takeTurn<T>(owner: string, kind: TurnKind, work: () => Promise<T>): Promise<T> {
  const all = lines[kind]();
  const known = all.get(owner);
  if (!known) {
    const line: Line = { running: 1, waiting: [] };
    all.set(owner, line);
    return run(all, owner, line, work);
  }
  if (known.running < atOnce[kind]) {
    known.running++;
    return run(all, owner, known, work);
  }
  if (known.waiting.length >= waitingMax) return Promise.reject(new DatabaseError("crowded"));
  // Another request's end lets it begin; what it does counts for its own.
  const asItself = AsyncLocalStorage.snapshot();
  return new Promise<T>((resolve, reject) => {
    known.waiting.push({
      until: performance.now() + waitMaxMs,
      begin: () => asItself(() => run(all, owner, known, work).then(resolve, reject)),
      giveUp: () => reject(new DatabaseError("crowded")),
    });
  });
}

function run<T>(all: Map<string, Line>, owner: string, line: Line, work: () => Promise<T>): Promise<T> {
  const end = () => passOn(all, owner, line);
  const done = work();
  done.then(end, end);
  return done;
}

/** Gives the turn to the next who has not waited too long. */
function passOn(all: Map<string, Line>, owner: string, line: Line): void {
  const now = performance.now();
  let next = line.waiting.shift();
  for (; next && next.until < now; next = line.waiting.shift()) next.giveUp();
  if (next) {
    next.begin();
    return;
  }
  line.running--;
  if (line.running === 0) all.delete(owner);
}
