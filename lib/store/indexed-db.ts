import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, unwrap } from "idb";
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
  const [state, before] = await Promise.all([readState(transaction), readRows(transaction, taskIds)]);
  const { rows = before, base = {} } = decide(before) ?? {};
  const ours = await readTasks(
    transaction,
    [...(base.tasks ?? []), ...(base.gone ?? [])].map(({ id }) => id),
  );
  const merged = mergeBase(base, state.progress, (id) => ours.get(id));
  const diff = diffRows(before, rows);
  if (isNoop(merged, state.progress, diff)) return undefined;

  const version = state.version + 1;
  // Nobody waits for each of these: what fails ends the transaction.
  const tasks = unwrap(transaction.objectStore("tasks"));
  if (merged.isReset) tasks.clear();
  for (const task of merged.tasks) tasks.put(task);
  for (const id of merged.gone) tasks.delete(id);
  unwrap(transaction.objectStore("meta")).put({ version, progress: merged.progress }, "state");
  return { ...merged, version, rows: await writeRows(transaction, diff), removed: diff.removed };
}

// A page of the server's changes has more keys than a batch of ours: reading a whole range costs less than so many reads.
const manyKeys = 100;

/** The outbox rows of these tasks. An outbox is short, so that for many of them it is read whole. */
async function readRows(
  transaction: IDBPTransaction<Schema, Stores, "readwrite">,
  taskIds: readonly string[],
): Promise<OutboxRow[]> {
  const outbox = transaction.objectStore("outbox");
  if (taskIds.length <= manyKeys)
    return (await Promise.all(taskIds.map((id) => outbox.index("taskId").getAll(id)))).flat();
  const wanted = new Set(taskIds);
  return (await outbox.getAll()).filter(({ taskId }) => wanted.has(taskId));
}

/** The stored tasks of these ids, by their ids. */
async function readTasks(
  transaction: IDBPTransaction<Schema, Stores, "readwrite">,
  ids: readonly string[],
): Promise<Map<string, Task>> {
  const store = transaction.objectStore("tasks");
  const found =
    ids.length <= manyKeys ? await Promise.all(ids.map((id) => store.get(id))) : await store.getAll(findRange(ids));
  return new Map(found.flatMap((task) => (task ? [[task.id, task]] : [])));
}

/** The range from the first to the last of some keys. */
function findRange(keys: readonly string[]): IDBKeyRange {
  const sorted = [...keys].sort();
  return IDBKeyRange.bound(sorted[0], sorted.at(-1));
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
