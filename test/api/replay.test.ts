import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "@/lib/contract/task";
import { type CallAnswer, createPerson, listAll, type Person } from "../api";
import { execute } from "../database";
import { Follower, snapshotBit, sortByRevision } from "../follower";
import { runsFor } from "../runs";

const ids = 6;
const followers = 3;

const slot = fc.nat(ids - 1);
const change = fc.record({
  op: fc.constantFrom("create", "update", "complete", "delete", "restore" as const),
  slot,
  title: fc.constantFrom("a", "b", "c"),
  completed: fc.boolean(),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("write" as const), change }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("destroy" as const), slot }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("batch" as const),
      changes: fc.array(change, { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("follow" as const), who: fc.nat(followers - 1), toEnd: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("prune" as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const create = (slot: number): Step => ({
  kind: "write",
  change: { op: "create", slot, title: "a", completed: false },
});
/** Read one by one, a page of the snapshot ends on the horizon. */
const acrossHorizon: Step[] = [create(0), create(2), { kind: "prune" }, create(1)];

/** Someone's tasks under a few ids, written to at random. */
function openWorld(person: Person) {
  const pool = Array.from({ length: ids }, () => randomUUID());
  const idOf = (index: number) => pool[index] ?? "";

  function write({ op, slot, title, completed }: Change): Promise<CallAnswer> {
    const path = `/api/tasks/${idOf(slot)}`;
    switch (op) {
      case "create":
        return person.call("POST", "/api/tasks", { body: { id: idOf(slot), title, completed } });
      case "update":
        return person.call(completed ? "PUT" : "PATCH", path, { body: { title } });
      case "complete":
        return person.call("PATCH", `${path}/complete`, { body: { completed } });
      case "delete":
        return person.call("DELETE", path);
      case "restore":
        return person.call("POST", `${path}/restore`);
    }
  }

  const toOperation = ({ op, slot, title, completed }: Change) => {
    const id = idOf(slot);
    if (op === "create") return { op, task: { id, title } };
    if (op === "update") return { op, id, task: { title } };
    return op === "complete" ? { op, id, completed } : { op, id };
  };

  return {
    idOf,
    write,
    destroy: (slot: number) => person.call("DELETE", `/api/tasks/${idOf(slot)}?permanent=true`),
    batch: (changes: Change[]) =>
      person.call("POST", "/api/tasks/batch", { body: { operations: changes.map(toOperation) } }),
    /** Forgets every deletion, as the pruning does to those of 90 days ago. */
    async prune(): Promise<void> {
      await execute(sql`delete from task_tombstone where user_id = ${person.id}`);
      await execute(sql`update user_clock set horizon = revision where user_id = ${person.id}`);
    },
    /** What there is, by the lists. */
    async read() {
      return sortByRevision([...(await listAll(person)), ...(await listAll(person, "trashed=true"))]);
    },
  };
}

const revisionOf = ({ headers }: CallAnswer) => Number(headers.get("etag")?.slice(1, -1));

/** Holds that revisions only grow, but for a write that changed nothing and so kept its task's own. */
function watchRevisions(): (id: string, revision: number) => void {
  const known = new Map<string, number>();
  let last = 0;
  return (id, revision) => {
    if (revision !== known.get(id)) expect(revision).toBeGreaterThan(last);
    known.set(id, revision);
    last = Math.max(last, revision);
  };
}

const allowed = [200, 201, 204, 404, 409];

describe("following the changes", () => {
  it("replays any interleaving of writes, batches and deletions to what the lists say, for any page size", async () => {
    const limits = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: followers, maxLength: followers });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), limits, async (steps, limits) => {
        const person = await createPerson();
        const world = openWorld(person);
        const watching = limits.map((limit) => new Follower(person, limit));
        const note = watchRevisions();
        for (const step of steps) {
          if (step.kind === "write" || step.kind === "destroy") {
            const isWrite = step.kind === "write";
            const answer = await (isWrite ? world.write(step.change) : world.destroy(step.slot));
            expect(allowed).toContain(answer.status);
            if (answer.status < 300) note(world.idOf(isWrite ? step.change.slot : step.slot), revisionOf(answer));
          } else if (step.kind === "batch") {
            const answer = await world.batch(step.changes);
            expect(allowed).toContain(answer.status);
            const { results = [] } = answer.json as { results?: Task[] }; // checked against the OpenAPI document
            for (const { id, revision } of sortByRevision([...results])) note(id, revision);
          } else if (step.kind === "prune") {
            await world.prune();
            // A snapshot that is half read does not live 90 days.
            for (const follower of watching) if (follower.since >= snapshotBit) follower.startAgain();
          } else {
            const follower = watching[step.who];
            await (step.toEnd ? follower?.readToEnd() : follower?.readPage());
          }
        }
        const truth = await world.read();
        for (const follower of [...watching, new Follower(person, limits[0] ?? 1)]) {
          await follower.readToEnd();
          expect(follower.list()).toEqual(truth);
        }
      }),
      { numRuns: runsFor({ pg: 40, "neon-http": 20, pglite: 15 }), examples: [[acrossHorizon, [1, 1, 1]]] },
    );
  });

  it("misses nothing while six write at once; nothing deadlocks", async () => {
    const person = await createPerson();
    const world = openWorld(person);
    const steps = runsFor({ pg: 40, "neon-http": 25, pglite: 10 });
    const changes = fc.sample(change, 6 * steps);
    let isWriting = true;
    const acknowledged: number[] = [];
    const writer = async (own: Change[]) => {
      for (const [index, one] of own.entries()) {
        const send = () => {
          if (index % 7 === 3) return world.destroy(one.slot);
          return index % 5 === 4 ? world.batch(own.slice(index, index + 4)) : world.write(one);
        };
        const answer = await send();
        expect(allowed).toContain(answer.status);
        if (answer.status < 300 && answer.headers.has("etag")) acknowledged.push(revisionOf(answer));
      }
    };
    const follow = async (limit: number) => {
      const follower = new Follower(person, limit);
      while (isWriting) {
        const known = Math.max(0, ...acknowledged);
        await follower.readToEnd();
        // What was answered before we asked is in what we were told.
        expect(follower.since).toBeGreaterThanOrEqual(known);
        await sleep(10);
      }
      await follower.readToEnd();
      return follower;
    };
    const following = [follow(2), follow(500)];
    const writing = Array.from({ length: 6 }, (_, index) =>
      writer(changes.slice(index * steps, index * steps + steps)),
    );
    await Promise.all(writing).finally(() => {
      isWriting = false;
    });
    const truth = await world.read();
    for (const follower of await Promise.all(following)) expect(follower.list()).toEqual(truth);
  });

  it("gives each of many concurrent writes a revision of its own", async () => {
    const person = await createPerson();
    const send = (index: number) => person.call("POST", "/api/tasks", { body: { title: `${index}` } });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => send(index)));
    const revisions = answers.map(revisionOf);
    expect(revisions.sort((one, other) => one - other)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });
});
