import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "@/lib/once";
import { DatabaseError, unavailable } from "./errors";

/** How many statements of one person run at once in this process: writes wait for the person's clock anyway. */
const atOnce = { read: 2, write: 1 } as const;
/** How many more may wait, of either kind. */
export const waitingMax = 256;
// Together with a statement of its own (db/drivers/pg.ts), nobody is held for 5 s.
const waitMaxMs = 2000;

export type TurnKind = keyof typeof atOnce;

type Waiting = { begin: () => void };
type Line = { running: number; waiting: Waiting[] };

const lines = { read: once("read-turns", newLines), write: once("write-turns", newLines) };

function newLines(): Map<string, Line> {
  return new Map();
}

/**
 * Does the work when it is its turn: in order of arrival among the owner's own, so that one person holds few connections,
 * and the others' statements find one free. Who waits holds none. Throws as the work does, which always gives a promise,
 * or a DatabaseError: `crowded` when too many wait already, `unavailable` when it waits for too long.
 */
export function takeTurn<T>(owner: string, kind: TurnKind, work: () => Promise<T>): Promise<T> {
  const all = lines[kind]();
  const known = all.get(owner);
  const line: Line = known ?? { running: 0, waiting: [] };
  if (!known) all.set(owner, line);
  const begin = () => run(work, () => passOn(all, owner, line));
  if (line.running < atOnce[kind]) {
    line.running++;
    return begin();
  }
  if (line.waiting.length >= waitingMax) return Promise.reject(new DatabaseError("crowded"));
  return wait(line, begin);
}

/** Begins when somebody ahead has ended, in this request's own context; or gives up. */
function wait<T>(line: Line, begin: () => Promise<T>): Promise<T> {
  // It is another request's end that lets it begin, and what it does counts for its own.
  const asItself = AsyncLocalStorage.snapshot();
  return new Promise<T>((resolve, reject) => {
    const waiting: Waiting = {
      begin() {
        clearTimeout(timer);
        asItself(() => begin().then(resolve, reject));
      },
    };
    const timer = setTimeout(() => {
      line.waiting.splice(line.waiting.indexOf(waiting), 1);
      reject(unavailable());
    }, waitMaxMs);
    line.waiting.push(waiting);
  });
}

function run<T>(work: () => Promise<T>, end: () => void): Promise<T> {
  const done = work();
  done.then(end, end);
  return done;
}

/** Gives the turn to the next. */
function passOn(all: Map<string, Line>, owner: string, line: Line): void {
  const next = line.waiting.shift();
  if (next) {
    next.begin();
    return;
  }
  line.running--;
  if (line.running === 0) all.delete(owner);
}
