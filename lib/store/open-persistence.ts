import { openIndexedDb } from "./indexed-db";
import { createMemoryPersistence, type Delta, type Persistence, type Stored } from "./persistence";

/**
 * Opens what this device keeps: IndexedDB, or memory where the browser has none. `onDeleted` is told when another tab
 * signs out; `readTab` is what this tab has read of it so far.
 */
export async function openPersistence(
  userId: string,
  onDeleted: () => void,
  readTab: () => Stored,
): Promise<Persistence> {
  try {
    return keepGoing(await openIndexedDb(userId, onDeleted), readTab);
  } catch {
    return createMemoryPersistence();
  }
}

/**
 * A write that fails is tried again, then without the base, which takes the room and which the server has. If that
 * does not help, memory takes over, and says so: from what the disk has, or if it can't be read either, the tab.
 */
export function keepGoing(disk: Persistence, readTab: () => Stored): Persistence {
  let current = disk;
  let onDisk = new Set<number>();

  function moveToMemory(stored: Stored): void {
    // Of several writes that fail together, the first moves all.
    if (current !== disk) return;
    onDisk = new Set(stored.rows.map(({ seq }) => seq));
    current = createMemoryPersistence(stored);
  }

  /** What can't be read is left alone: another version of the browser may be able to. */
  async function read<Value>(ask: () => Promise<Value>): Promise<Value> {
    try {
      return await ask().catch(ask);
    } catch {
      moveToMemory(readTab());
      return ask();
    }
  }

  /** What has been sent must not be sent again by the next page. Removing needs no room. */
  async function forgetOnDisk({ removed }: Delta): Promise<void> {
    const seqs = removed.filter((seq) => onDisk.has(seq));
    if (seqs.length === 0) return;
    for (const seq of seqs) onDisk.delete(seq);
    const { rows } = await disk.load();
    const ids = new Set(rows.filter(({ seq }) => seqs.includes(seq)).map(({ taskId }) => taskId));
    await disk.transact([...ids], (found) => ({ rows: found.filter(({ seq }) => !seqs.includes(seq)) }), "relaxed");
  }

  const transact: Persistence["transact"] = async (taskIds, decide, durability) => {
    if (current !== disk) {
      const delta = await current.transact(taskIds, decide, durability);
      if (delta) forgetOnDisk(delta).catch(() => {});
      return delta;
    }
    try {
      return await disk.transact(taskIds, decide, durability).catch(() => disk.transact(taskIds, decide, durability));
    } catch {
      try {
        await disk.transact([], () => ({ base: { reset: true } }), "relaxed");
        return await disk.transact(taskIds, decide, durability);
      } catch {
        moveToMemory(await disk.load().catch(readTab));
        return transact(taskIds, decide, durability);
      }
    }
  };

  return {
    isDurable: () => current.isDurable(),
    load: () => read(() => current.load()),
    readVersion: () => read(() => current.readVersion()),
    transact,
    async clear() {
      await current.clear();
      if (current !== disk) await disk.clear();
    },
  };
}
