import "fake-indexeddb/auto";
import { deleteDB, openDB } from "idb";
import { afterEach, describe, expect, test, vi } from "vitest";
import { freeze, makeTaskAt } from "@/test/store/tasks";
import { noProgress } from "./base";
import { databaseName, openIndexedDb } from "./indexed-db";
import { keepGoing, openPersistence } from "./open-persistence";
import type { OutboxRow } from "./outbox";
import { createMemoryPersistence, type Persistence } from "./persistence";

const row = (key: string, index = 1, seq = 0): OutboxRow =>
  freeze({ op: "trash", key, taskId: makeTaskAt(index).id, at: "", seq, state: "pending" });
const taskId = makeTaskAt(1).id;
const append = (storage: Persistence, ...added: OutboxRow[]) =>
  storage.transact(
    [...new Set(added.map(({ taskId }) => taskId))],
    (rows) => ({ rows: [...rows, ...added] }),
    "strict",
  );
const remove = (storage: Persistence, key: string) =>
  storage.transact([taskId], (rows) => ({ rows: rows.filter((row) => row.key !== key) }), "relaxed");
const page = (since: number, cursor: number, ...indexes: number[]) => ({
  base: { tasks: indexes.map((index) => makeTaskAt(index)), progress: { since, cursor, known: cursor } },
});
const keysOf = async (storage: Persistence) => (await storage.load()).rows.map(({ key }) => key);

let count = 0;
const newUser = () => `user-${++count}`;
const readNothing = () => ({ version: 0, progress: noProgress, tasks: [], rows: [] });
const openDisk = (user = newUser()) => openIndexedDb(user, () => {});

describe.each([
  ["memory", async () => createMemoryPersistence()],
  ["IndexedDB", () => openDisk()],
])("a storage in %s", (_, open) => {
  test("gives rows their places in order, and never one twice", async () => {
    const storage = await open();
    const delta = await append(storage, row("a"), row("b", 2));
    expect(delta).toMatchObject({
      version: 1,
      rows: [
        { key: "a", seq: 1 },
        { key: "b", seq: 2 },
      ],
      removed: [],
    });
    expect(await remove(storage, "a")).toMatchObject({ version: 2, rows: [], removed: [1] });
    expect((await append(storage, row("c")))?.rows).toMatchObject([{ key: "c", seq: 3 }]);
    expect(await keysOf(storage)).toEqual(["b", "c"]);
  });

  test("shows a decision the rows of its tasks, in order, and replaces them", async () => {
    const storage = await open();
    await append(storage, row("a"), row("b"), row("other", 2));
    await storage.transact(
      [taskId],
      (rows) => {
        expect(rows.map(({ key, seq }) => [key, seq])).toEqual([
          ["a", 1],
          ["b", 2],
        ]);
        return { rows: rows.map((row) => (row.key === "a" ? { ...row, state: "sending" as const } : row)) };
      },
      "relaxed",
    );
    expect((await storage.load()).rows.map(({ state }) => state)).toEqual(["sending", "pending", "pending"]);
  });

  test("takes writes that come at once one after the other", async () => {
    const storage = await open();
    const deltas = await Promise.all(Array.from({ length: 20 }, (_, index) => append(storage, row(`${index}`))));
    expect(deltas.map((delta) => delta?.version)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await keysOf(storage)).toEqual(Array.from({ length: 20 }, (_, index) => `${index}`));
  });

  test("writes nothing where nothing differs", async () => {
    const storage = await open();
    await storage.transact([], () => page(0, 5, 1), "relaxed");
    const writes = [() => undefined, () => ({}), (rows: readonly OutboxRow[]) => ({ rows }), () => page(0, 9)];
    for (const decide of writes) expect(await storage.transact([taskId], decide, "relaxed")).toBeUndefined();
    expect(await storage.readVersion()).toBe(1);
  });

  test("merges what the server said, and drops it without the outbox", async () => {
    const storage = await open();
    await append(storage, row("a"));
    await storage.transact([], () => page(0, 5, 1, 2), "relaxed");
    const gone = { base: { gone: [{ id: makeTaskAt(2).id, revision: 9 }] } };
    expect(await storage.transact([], () => gone, "relaxed")).toMatchObject({ gone: [makeTaskAt(2).id] });
    expect(await storage.load()).toMatchObject({ progress: { cursor: 5, known: 5 }, tasks: [makeTaskAt(1)] });
    await storage.transact([], () => ({ base: { reset: true } }), "relaxed");
    expect(await storage.load()).toMatchObject({
      progress: { cursor: 0, known: null },
      tasks: [],
      rows: [{ key: "a" }],
    });
  });

  test("leaves nothing behind", async () => {
    const storage = await open();
    await append(storage, row("a"));
    await storage.clear();
    const left = await storage.load().catch(() => undefined);
    expect(left?.rows ?? []).toEqual([]);
  });
});

describe("IndexedDB", () => {
  test("is one for all tabs, and outlives them", async () => {
    const user = newUser();
    const [one, other] = [await openDisk(user), await openDisk(user)];
    await Promise.all([append(one, row("a")), append(other, row("b")), append(one, row("c"))]);
    expect((await keysOf(await openDisk(user))).toSorted()).toEqual(["a", "b", "c"]);
    expect(await other.readVersion()).toBe(3);
    expect((await other.load()).rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("a decision that throws writes nothing", async () => {
    const storage = await openDisk();
    await append(storage, row("a"));
    const fail = () => {
      throw new RangeError("a bug");
    };
    await expect(storage.transact([taskId], fail, "strict")).rejects.toThrow("a bug");
    await append(storage, row("b"));
    expect(await keysOf(storage)).toEqual(["a", "b"]);
  });

  test("a newer version of the code keeps the outbox, and the tab that runs the older one goes on", async () => {
    const user = newUser();
    const older = await openDisk(user);
    await append(older, row("a"));
    const newer = await openDB(databaseName(user), 2, { upgrade: (database) => database.createObjectStore("added") });
    expect(await newer.getAll("outbox")).toMatchObject([{ key: "a" }]);
    newer.close();
    await append(older, row("b"));
    expect(await keysOf(older)).toEqual(["a", "b"]);
  });

  test("is deleted on sign-out, and no other tab brings it back", async () => {
    const user = newUser();
    const told: string[] = [];
    const other = await openIndexedDb(user, () => told.push("deleted"));
    const mine = await openDisk(user);
    await append(mine, row("a"));
    await other.load();
    await mine.clear();
    expect(told).toEqual(["deleted"]);
    await expect(append(other, row("late"))).rejects.toThrow();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName(user));
  });
});

describe("where storing fails", () => {
  const original = globalThis.indexedDB;
  afterEach(() => {
    vi.restoreAllMocks();
    globalThis.indexedDB = original;
  });

  test("there is memory, and it says so", async () => {
    Object.assign(globalThis, { indexedDB: undefined });
    const storage = await openPersistence(newUser(), () => {}, readNothing);
    expect(storage.isDurable()).toBe(false);
    await append(storage, row("a"));
    expect(await keysOf(storage)).toEqual(["a"]);
  });

  /** A storage with one row, whose connection was closed and can't be opened again so many times. */
  async function openClosed(failures: number): Promise<Persistence> {
    const user = newUser();
    const disk = await openDisk(user);
    await append(disk, row("a"));
    const stored = await disk.load();
    (await openDB(databaseName(user), 2)).close();
    const open = vi.spyOn(original, "open");
    for (let times = 0; times < failures; times++)
      open.mockImplementationOnce(() => {
        throw new DOMException("", "UnknownError");
      });
    return keepGoing(disk, () => stored);
  }

  test("a storage that can't be opened again at once is opened by the next try", async () => {
    const storage = await openClosed(1);
    await append(storage, row("b"));
    expect([await keysOf(storage), storage.isDurable()]).toEqual([["a", "b"], true]);
  });

  test("where it can't be opened any more, memory goes on from what the tab has, for all that is written at once", async () => {
    const storage = await openClosed(1000);
    await Promise.all([append(storage, row("b")), append(storage, row("c", 2)), storage.readVersion()]);
    expect([await keysOf(storage), storage.isDurable()]).toEqual([["a", "b", "c"], false]);
  });

  test("reading goes on from what the tab has as well", async () => {
    const storage = await openClosed(1000);
    expect([await keysOf(storage), await storage.readVersion(), storage.isDurable()]).toEqual([["a"], 1, false]);
  });

  /** A disk that has room for so many rows and tasks. */
  async function openFull(room: number): Promise<{ disk: Persistence; user: string }> {
    const user = newUser();
    const disk = await openDisk(user);
    const transact: Persistence["transact"] = async (taskIds, decide, durability) => {
      const { rows, tasks } = await disk.load();
      const before = rows.length + tasks.length;
      const write: typeof decide = (found) => {
        const decided = decide(found);
        const grown = (decided?.rows?.length ?? found.length) - found.length;
        if (!decided?.base?.reset && grown > 0 && before + grown > room)
          throw new DOMException("", "QuotaExceededError");
        return decided;
      };
      return disk.transact(taskIds, write, durability);
    };
    return { disk: { ...disk, transact }, user };
  }

  test("the base makes room for the outbox", async () => {
    const { disk } = await openFull(2);
    const storage = keepGoing(disk, readNothing);
    await storage.transact([], () => page(0, 5, 1, 2), "relaxed");
    expect(await append(storage, row("a"))).toBeDefined();
    expect([await keysOf(storage), storage.isDurable()]).toEqual([["a"], true]);
    expect((await storage.load()).progress).toEqual({ cursor: 0, known: null });
  });

  test("without any room memory takes over, and what is sent from there is not sent again after a reload", async () => {
    const { disk, user } = await openFull(1);
    const storage = keepGoing(disk, readNothing);
    await append(storage, row("a"));
    await append(storage, row("b"));
    expect([await keysOf(storage), storage.isDurable()]).toEqual([["a", "b"], false]);
    await remove(storage, "a");
    await expect.poll(async () => keysOf(await openDisk(user))).toEqual([]);
    expect(await keysOf(storage)).toEqual(["b"]);
    await deleteDB(databaseName(user));
  });
});
