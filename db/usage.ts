import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "@/lib/once";

/** What a piece of work has asked of the database. */
export class DatabaseUsage {
  /** The statements that were sent; what begins and ends a transaction is none. */
  statements = 0;
  /** Whether the database could not be reached, was too slow or gave up, whatever came of it. */
  wasUnavailable = false;
  #underWay = 0;
  #since = 0;
  #busyMs = 0;

  begin(statements: number): void {
    this.statements += statements;
    if (this.#underWay++ === 0) this.#since = performance.now();
  }

  end(): void {
    if (--this.#underWay === 0) this.#busyMs += performance.now() - this.#since;
  }

  /** Milliseconds until `now` in which at least one statement was under way, its wait for a connection included. */
  busyMs(now: number): number {
    return this.#underWay > 0 ? this.#busyMs + now - this.#since : this.#busyMs;
  }
}

const usages = once("database-usage", () => new AsyncLocalStorage<DatabaseUsage>());

/** The usage that whoever is running counts for, if anyone counts. */
export function getUsage(): DatabaseUsage | undefined {
  return usages().getStore();
}

/** Runs work, all of whose statements count for `usage`. */
export function countUsage<T>(usage: DatabaseUsage, work: () => T): T {
  return usages().run(usage, work);
}

/** Runs something that may swallow database errors, and says whether the database was unavailable meanwhile. */
export async function watchOutage<T>(
  work: () => Promise<T>,
): Promise<{ outcome: PromiseSettledResult<T>; wasUnavailable: boolean }> {
  const usage = getUsage() ?? new DatabaseUsage();
  const [outcome] = await countUsage(usage, () => Promise.allSettled([work()]));
  return { outcome, wasUnavailable: usage.wasUnavailable };
}
