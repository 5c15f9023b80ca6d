import { setTimeout as sleep } from "node:timers/promises";
import { resetDataset } from "./database";
import { operations } from "./floor/plan";
import { signTokens } from "./identity";
import { send } from "./load";
import { listRequests } from "./measure";
import type { Server } from "./servers";
import { median } from "./statistics";

const samples = 10;
const idleMs = 1500;
const connections = 32;

/** Megabytes after so many requests: of the process, and of what JavaScript holds after a collection. */
type MemorySample = { requests: number; rss: number; heap: number };
export type MemoryResult = { samples: MemorySample[]; growth: number; heapGrowth: number; isFlat: boolean };

/** Growth of the last third over the third before it, that noise may explain. */
const tolerance = 0.03;

/** Sends requests of every kind, and looks at the server's memory ten times, each after an idle moment. */
export async function measureMemory(server: Server, requests: number, writers: number): Promise<MemoryResult> {
  const tokens = await signTokens(server.dataset.people.map(({ id }) => id));
  const load = {
    url: server.url,
    connections,
    requestsOf: (connection: number) =>
      operations.flatMap((operation) => listRequests(server, operation, tokens, connection % writers)),
  };
  const step = Math.ceil(requests / samples);
  await send(load, { requests: step * 2 });
  const taken: MemorySample[] = [await look(server, 0)];
  for (let index = 1; index <= samples; index++) {
    await send(load, { requests: step });
    taken.push(await look(server, index * step));
  }
  await resetDataset(server.dataset);
  const growth = compareThirds(taken.map(({ rss }) => rss));
  const heapGrowth = compareThirds(taken.map(({ heap }) => heap));
  return { samples: taken, growth, heapGrowth, isFlat: growth <= 1 + tolerance && heapGrowth <= 1 + tolerance };
}

function compareThirds(values: readonly number[]): number {
  const third = Math.floor(values.length / 3);
  return median(values.slice(-third)) / median(values.slice(-2 * third, -third));
}

async function look(server: Server, requests: number): Promise<MemorySample> {
  await sleep(idleMs);
  const { rss, heapUsed } = await server.readUsage(true);
  return { requests, rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
}
