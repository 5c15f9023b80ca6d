import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Task } from "@/lib/contract/task";
import { mergeBase, noProgress, type Progress } from "./base";
import type { OutboxRow } from "./outbox";
import { type Decide, type Delta, diffRows, isNoop, type Persistence, type Stored } from "./persistence";

interface Schema extends DBSchema {
  tasks: { key: string; value: Task };
  outbox: { key: number; value: OutboxRow; indexes: { taskId: string } };
  meta: { key: "state"; value: { version: number; progress: Progress } };
}

type Database = IDBPDatabase<Schema>;
type Stores = ["tasks", "outbox", "meta"];
const stores: Stores = ["tasks", "outbox", "meta"];

const schemaVersion = 1;

export const databaseName = (userId: string): string => `tend-${userId}`;

/** Every version adds to the one before. The base may be dropped, for the server has it; the outbox never. */
function upgrade(database: Database, from: number): void {
  if (from < 1) {
    database.createObjectStore("tasks", { keyPath: "id" });
    database.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true }).createIndex("taskId", "taskId");
    database.createObjectStore("meta");
  }
}

/** Opens the database as this code knows it, or as a newer one left it: versions only add. */
async function openDatabase(userId: string, onClose: (isDeleted: boolean) => void): Promise<Database> {
  const name = databaseName(userId);
  const callbacks = {
    blocking: (_from: number, to: number | null, event: Event) => {
      // It stands in the way of another tab, which deletes it or brings it up to date.
      if (event.target instanceof IDBDatabase) event.target.close();
      onClose(to === null);
    },
    terminated: () => onClose(false),
  };
  try {
    return await openDB<Schema>(name, schemaVersion, { upgrade, ...callbacks });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "VersionError") throw error;
    return await openDB<Schema>(name, undefined, callbacks);
  }
}

const readState = async (transaction: IDBPTransaction<Schema, Stores, "readonly" | "readwrite">) =>
  (await transaction.objectStore("meta").get("state")) ?? { version: 0, progress: noProgress };

/**
 * Keeps base and outbox in IndexedDB. Rejects where there is none. `onDeleted` is told when another tab signs out.
 */
export async function openIndexedDb(userId: string, onDeleted: () => void): Promise<Persistence> {
  let isDeleted = false;
  let opened: Promise<Database> | undefined;

  function open(): Promise<Database> {
    if (isDeleted) return Promise.reject(new Error("the database was deleted"));
    opened ??= openDatabase(userId, (deleted) => {
      opened = undefined;
      if (!deleted) return;
      isDeleted = true;
      onDeleted();
    }).catch((error) => {
      // Whoever asks next tries again.
      opened = undefined;
      throw error;
    });
    return opened;
  }

  async function load(): Promise<Stored> {
    const transaction = (await open()).transaction(stores);
    const [state, tasks, rows] = await Promise.all([
      readState(transaction),
      transaction.objectStore("tasks").getAll(),
      transaction.objectStore("outbox").getAll(),
    ]);
    return { ...state, tasks, rows };
  }

  async function clear(): Promise<void> {
    const database = await open();
    const transaction = database.transaction(stores, "readwrite");
    await Promise.all([...stores.map((store) => transaction.objectStore(store).clear()), transaction.done]);
    isDeleted = true;
    database.close();
    const request = indexedDB.deleteDatabase(databaseName(userId));
    await new Promise<void>((resolve) => {
      // Empty it is already: what keeps it from going is not waited for.
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    });
  }

  await open();
  return {
    isDurable: () => true,
    load,
    readVersion: async () => (await readState((await open()).transaction(stores))).version,
    transact: async (taskIds, decide, durability) => transact(await open(), taskIds, decide, durability),
    clear,
  };
}

async function transact(
  database: Database,
  taskIds: readonly string[],
  decide: Decide,
  durability: "strict" | "relaxed",
): Promise<Delta | undefined> {
  const transaction = database.transaction(stores, "readwrite", { durability });
  // What failed says so itself.
  transaction.done.catch(() => {});
  try {
    const delta = await write(transaction, taskIds, decide);
    await transaction.done;
    return delta;
  } catch (error) {
    if (transaction.error === null) abort(transaction);
    throw error;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

async function write(
  transaction: IDBPTransaction<Schema, Stores, "readwrite">,
  taskIds: readonly string[],
  decide: Decide,
): Promise<Delta | undefined> {
  const byTask = transaction.objectStore("outbox").index("taskId");
  const [state, ...found] = await Promise.all([readState(transaction), ...taskIds.map((id) => byTask.getAll(id))]);
  const before = found.flat();
  const { rows = before, base = {} } = decide(before) ?? {};
  const tasks = transaction.objectStore("tasks");
  const ids = [...(base.tasks ?? []), ...(base.gone ?? [])].map(({ id }) => id);
  const ours = new Map((await Promise.all(ids.map((id) => tasks.get(id)))).map((task) => [task?.id, task]));
  const merged = mergeBase(base, state.progress, (id) => ours.get(id));
  const diff = diffRows(before, rows);
  if (isNoop(merged, state.progress, diff)) return undefined;

  const version = state.version + 1;
  const cleared = merged.isReset ? [tasks.clear()] : [];
  const [changed] = await Promise.all([
    writeRows(transaction, diff),
    ...cleared,
    ...merged.tasks.map((task) => tasks.put(task)),
    ...merged.gone.map((id) => tasks.delete(id)),
    transaction.objectStore("meta").put({ version, progress: merged.progress }, "state"),
  ]);
  return { ...merged, version, rows: changed, removed: diff.removed };
}

/** Stores rows and returns them with their places: the database counts, and never gives one out twice. */
async function writeRows(
  transaction: IDBPTransaction<Schema, Stores, "readwrite">,
  { changed, removed }: ReturnType<typeof diffRows>,
): Promise<OutboxRow[]> {
  const outbox = transaction.objectStore("outbox");
  const [seqs] = await Promise.all([
    Promise.all(changed.map((row) => (row.seq === 0 ? outbox.add(withoutSeq(row)) : outbox.put(row)))),
    ...removed.map((seq) => outbox.delete(seq)),
  ]);
  return changed.map((row, index) => ({ ...row, seq: seqs[index] ?? row.seq }));
}

function withoutSeq(row: OutboxRow): OutboxRow {
  const { seq, ...rest } = row;
  // The key generator adds it.
  return rest as OutboxRow;
}
