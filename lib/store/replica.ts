import type { Environment, Message } from "./environment";
import type { Memory } from "./memory";
import { groupRows, type RowsChange } from "./outbox";
import type { Decide, Delta, Persistence, Stored } from "./persistence";

/** Keeps a tab's memory in step with what the device has stored. */
export type Replica = {
  /** Reads everything. Changes may be made before it has resolved. */
  start(): Promise<void>;
  /** Whether what the device has stored is in memory. */
  isLoaded(): boolean;
  /** What of the device's storage is in memory. */
  read(): Stored;
  /** Reads what other tabs have written, if a message of theirs was missed. */
  catchUp(): Promise<void>;
  /** Shows changes at once, stores them, and resolves when they would outlive a crash. */
  edit(changes: ReadonlyMap<string, RowsChange>): Promise<void>;
  /** Stores what the server said, and what became of rows. Resolves when memory has it too. */
  commit(taskIds: readonly string[], decide: Decide, options?: CommitOptions): Promise<void>;
  stop(): void;
};

type CommitOptions = {
  /** Whether what was written has to outlive a power cut. */
  isStrict?: boolean;
  /** Whether it may be news of other devices. */
  isPull?: boolean;
};

type Parts = {
  memory: Memory;
  persistence: Persistence;
  environment: Environment;
  /** Told whenever the tasks may look different: which ones, and which of them another device changed. */
  onChange(ids: readonly string[], elsewhere: readonly string[]): void;
  onCleared(): void;
};

// A message that is on its way usually is there by then.
const patienceMs = 100;

type Held = { changes: ReadonlyMap<string, RowsChange>; version: number };

export function createReplica({ memory, persistence, environment, onChange, onCleared }: Parts): Replica {
  let version = -1;
  const early = new Map<number, { delta: Delta; elsewhere: readonly string[] }>();
  const held = new Set<Held>();
  let stopTimer: (() => void) | undefined;
  let isStopped = false;
  let stopListening: (() => void) | undefined;
  const waiting = new Set<{ version: number; resolve: () => void }>();

  function hear(message: Message): void {
    if (message.type === "cleared") onCleared();
    if (message.type === "wrote") receive(message.delta, message.elsewhere);
  }

  /** Writes are applied in the order in which they were made, whoever made them. */
  function receive(delta: Delta, elsewhere: readonly string[]): void {
    if (isStopped || delta.version <= version) return;
    early.set(delta.version, { delta, elsewhere });
    applyEarly();
    if (early.size === 0 || version < 0 || stopTimer) return;
    stopTimer = environment.setTimer(() => {
      stopTimer = undefined;
      if (early.size > 0) catchUp().catch(environment.reportError);
    }, patienceMs);
  }

  function applyEarly(): void {
    if (version < 0) return;
    for (const [at] of early) if (at <= version) early.delete(at);
    for (let next = early.get(version + 1); next; next = early.get(version + 1)) {
      version++;
      early.delete(version);
      const touched = memory.apply(next.delta);
      onChange([...touched, ...releaseStored()], next.elsewhere);
    }
    tellWaiting();
  }

  function whenApplied(at: number): Promise<void> {
    return new Promise((resolve) => {
      waiting.add({ version: at, resolve });
      tellWaiting();
    });
  }

  function tellWaiting(): void {
    for (const entry of waiting) {
      if (entry.version > version && !isStopped) continue;
      waiting.delete(entry);
      entry.resolve();
    }
  }

  /** What is stored, and in memory as such, need not be held any more. */
  function releaseStored(): string[] {
    const stored = [...held].filter((entry) => entry.version <= version);
    for (const entry of stored) {
      held.delete(entry);
      memory.release(entry.changes);
    }
    return stored.flatMap(({ changes }) => [...changes.keys()]);
  }

  async function reload(): Promise<void> {
    const before = version;
    const stored = await persistence.load();
    if (isStopped) return;
    // A write that was heard of meanwhile is not in what was read.
    if (version !== before && stored.version < version) return reload();
    const known = [...memory.tasks().keys()];
    ({ version } = stored);
    memory.load(stored);
    releaseStored();
    onChange([...known, ...memory.tasks().keys()], []);
    applyEarly();
  }

  async function catchUp(): Promise<void> {
    const stored = await persistence.readVersion();
    if (!isStopped && stored !== version) await reload();
  }

  async function write(
    taskIds: readonly string[],
    decide: Decide,
    { isStrict = false, isPull = false }: CommitOptions,
  ): Promise<Delta | undefined> {
    const delta = await persistence.transact(taskIds, decide, isStrict ? "strict" : "relaxed");
    if (!delta) return undefined;
    const elsewhere = isPull ? findElsewhere(delta) : [];
    environment.post({ type: "wrote", delta, elsewhere });
    // A number that was there already: somebody has emptied the storage under us.
    if (delta.version <= version) await catchUp();
    receive(delta, elsewhere);
    return delta;
  }

  /** Tasks that we knew otherwise, and had no hand in. */
  function findElsewhere({ isReset, tasks }: Delta): string[] {
    if (isReset || memory.progress().known === null) return [];
    return tasks.map(({ id }) => id).filter((id) => memory.base().has(id) && memory.rowsOf(id).length === 0);
  }

  return {
    start() {
      stopListening = environment.onMessage(hear);
      return reload();
    },
    isLoaded: () => version >= 0,
    read: () => ({
      version: Math.max(0, version),
      progress: memory.progress(),
      tasks: [...memory.base().values()],
      rows: [...memory.outbox()],
    }),
    catchUp,
    async edit(changes) {
      const entry: Held = { changes, version: Number.POSITIVE_INFINITY };
      held.add(entry);
      memory.hold(changes);
      onChange([...changes.keys()], []);
      const change: Decide = (rows) => {
        const groups = groupRows(rows);
        return { rows: [...changes].flatMap(([id, apply]) => apply(groups.get(id) ?? [])) };
      };
      try {
        entry.version = (await write([...changes.keys()], change, { isStrict: true }))?.version ?? version;
      } finally {
        // Stored, or refused by the storage: either way it is not on its way any more.
        if (entry.version === Number.POSITIVE_INFINITY) entry.version = version;
        onChange(releaseStored(), []);
      }
    },
    async commit(taskIds, decide, options = {}) {
      const delta = await write(taskIds, decide, options);
      await (delta ? whenApplied(delta.version) : catchUp());
    },
    stop() {
      isStopped = true;
      tellWaiting();
      stopTimer?.();
      stopListening?.();
    },
  };
}
