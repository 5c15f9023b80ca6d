import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "@/lib/contract/task";
import { applyOutbox } from "@/lib/store/outbox";
import { byPosition } from "@/lib/tasks/order";
import { createPerson, createTask, listAll } from "../api";
import { type Command, commands, heal, perform } from "../store/commands";
import { ServerLog } from "../store/log";
import { World } from "../store/world";

const runs = Number(process.env.STORE_RUNS ?? 60);

const { STORE_SEED: seed, STORE_PATH: path } = process.env;
const replay = seed && path ? { seed: Number(seed), path, endOnFailure: true } : {};

async function makeWorld(): Promise<{ world: World; stale: Task[] }> {
  const log = new ServerLog();
  const world = new World(await createPerson(), log);
  if (process.env.STORE_TRACE) world.trace = console.log;
  const stale = [await createTask(world.person), await createTask(world.person, { dueDate: "2031-01-01" })];
  for (const task of stale) log.seed(task);
  for (const skewMs of [0, 0, 30 * 24 * 3600 * 1000]) world.openTab(world.addDevice(skewMs), { tasks: stale });
  const [first] = world.devices;
  if (first) world.openTab(first);
  return { world, stale };
}

/** Everything that the server has, the trash included, in manual order. */
async function readServer({ person }: World): Promise<Task[]> {
  return [...(await listAll(person)), ...(await listAll(person, "trashed=true"))].sort(byPosition);
}

async function check(sequence: Command[]): Promise<void> {
  const { world, stale } = await makeWorld();
  for (const command of sequence) await perform(world, command, stale);
  await heal(world);
  const server = await readServer(world);
  for (const device of world.devices) {
    const { tasks, rows } = await device.storage.load();
    expect(applyOutbox(tasks, rows)).toEqual(server);
    for (const tab of device.tabs) expect(tab.store.getSnapshot().tasks).toEqual(server);
  }
  expect(world.log.findLost()).toEqual([]);
  expect(world.log.findUnexplained(server)).toEqual([]);
  expect(world.errors).toEqual([]);
}

describe("devices that write at once, over a network that fails", () => {
  it("end equal to the server, and nothing that anybody wanted is lost", async () => {
    const maxLength = Number(process.env.STORE_LENGTH ?? 70);
    let last = Promise.resolve();
    const property = fc.asyncProperty(fc.array(commands, { minLength: 10, maxLength }), (sequence) => {
      last = check(sequence);
      return last;
    });
    const interruptAfterTimeLimit = Number(process.env.STORE_LIMIT ?? 100_000);
    await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit, ...replay });
    // What the time limit has cut off goes on, and would write to the next test's database.
    await last;
  }, 4_000_000);
});
