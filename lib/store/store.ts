import type { Task } from "@/lib/contract/task";
import { type Actions, createActions } from "./actions";
import type { Client } from "./api";
import type { Engine } from "./engine";
import type { Environment } from "./environment";
import { emptyHistory, type History } from "./history";
import { createLazyEngine } from "./lazy-engine";
import { createMemory } from "./memory";
import type { RowsChange } from "./outbox";
import { createLazyPersistence, type Persistence, type Stored } from "./persistence";
import { createReplica } from "./replica";
import { emptySnapshot, keepStatus, listProblems, markTasks, type Snapshot, type SyncStatus } from "./snapshot";

/** What a page was rendered with: its first tasks, and how many there are in all. */
export type Page = { tasks: readonly Task[]; total?: number };

export type Store = {
  subscribe(listener: () => void): () => void;
  getSnapshot(): Snapshot;
  /** What the page was rendered with. */
  getServerSnapshot(): Snapshot;
  actions: Actions;
  /** Forgets that another device changed a task. */
  acknowledge(id: string): void;
  /** Reads what the device has stored, asks for what has changed, and sends what waits. */
  start(): Promise<void>;
  /** Tries at once: after signing in again, or because the person asks for it. */
  resume(): void;
  /** Removes everything from the device, in every tab: signing out. Ask first if `unsent` is not 0. */
  clear(): Promise<void>;
  /** Ends what runs. What is stored stays. */
  stop(): void;
};

type Options = {
  /** Called once the page is painted. */
  openClient(): Promise<Client>;
  environment: Environment;
  /** Opened by `start`; `onCleared` is for a storage that another tab empties, `readTab` for one that can't be read. */
  openPersistence(onCleared: () => void, readTab: () => Stored): Promise<Persistence>;
  page?: Page;
};

/** The browser's copy of a person's tasks. It lives as long as its page. */
export function createStore({ openClient, environment, openPersistence, page }: Options): Store {
  const memory = createMemory();
  const listeners = new Set<() => void>();
  const changed = new Set<string>();
  let history: History = emptyHistory;
  let snapshot = emptySnapshot;
  let started: Promise<void> | undefined;
  let [isStopped, isCleared] = [false, false];

  const persistence = createLazyPersistence(() => openPersistence(forget, replica.read));
  const replica = createReplica({
    memory,
    persistence,
    environment,
    onChange(ids, elsewhere) {
      for (const id of elsewhere) changed.add(id);
      refresh(ids);
    },
    onCleared: forget,
  });
  const engine = createLazyEngine(openEngine, environment);

  async function openEngine(): Promise<Engine> {
    const parts = await Promise.all([openClient(), import("./sync"), import("./engine")]);
    const [client, { createSync }, { createEngine }] = parts;
    const sync = createSync({
      client,
      memory,
      replica,
      environment,
      isStopped: () => isStopped,
      takePull: () => engine.takePull(),
      onPulled: () => refresh(memory.dropPage()),
    });
    const engine: Engine = createEngine({ sync, environment, catchUp: replica.catchUp, onChange: () => refresh([]) });
    return engine;
  }

  async function edit(changes: ReadonlyMap<string, RowsChange>): Promise<void> {
    if (isStopped) throw new Error("the store has ended");
    for (const id of changes.keys()) changed.delete(id);
    await replica.edit(changes);
    engine.wake();
  }

  /** Shows what has become of these tasks, if anything has. */
  function refresh(ids: readonly string[]): void {
    const marks = markTasks(snapshot.marks, memory, ids, changed);
    const next: Snapshot = {
      tasks: memory.list(),
      byId: memory.tasks(),
      marks,
      problems: listProblems(snapshot.problems, marks, ids),
      unsent: memory.countUnsent(),
      sync: keepStatus(snapshot.sync, readStatus()),
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
    };
    const isSame = Object.entries(next).every(([name, value]) => Reflect.get(snapshot, name) === value);
    if (isSame) return;
    snapshot = next;
    for (const listener of listeners) listener();
  }

  function readStatus(): SyncStatus {
    const state = engine.state();
    const isComplete = memory.progress().known !== null;
    return {
      ...state,
      isOnline: environment.isOnline() && state.isReachable,
      isLoaded: replica.isLoaded(),
      isDurable: persistence.isDurable(),
      initialSync: isComplete ? null : { done: memory.base().size, total: page?.total ?? null },
      isCleared,
    };
  }

  /** Ends, and keeps nothing in memory either. */
  function forget(): void {
    stop();
    isCleared = true;
    const ids = [...memory.tasks().keys()];
    memory.clear();
    history = emptyHistory;
    refresh(ids);
  }

  function stop(): void {
    isStopped = true;
    engine.stop();
    replica.stop();
  }

  async function load(): Promise<void> {
    await replica.start();
    if (!isStopped) await engine.start();
  }

  if (page) memory.addPage(page.tasks);
  refresh([]);
  const serverSnapshot = snapshot;

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    getServerSnapshot: () => serverSnapshot,
    actions: createActions({
      memory,
      environment,
      edit,
      readMark: (id) => snapshot.marks.get(id),
      history: {
        read: () => history,
        write(next) {
          history = next;
          refresh([]);
        },
      },
    }),
    acknowledge(id) {
      changed.delete(id);
      refresh([id]);
    },
    start() {
      started ??= load();
      return started;
    },
    resume: () => engine.resume(),
    async clear() {
      forget();
      environment.post({ type: "cleared" });
      await persistence.clear();
    },
    stop,
  };
}
