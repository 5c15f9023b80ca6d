import { setTimeout as sleep } from "node:timers/promises";
import { resetDataset } from "./database";
import type { OperationName } from "./floor/plan";
import { signTokens } from "./identity";
import { type LoadRequest, type Sample, send } from "./load";
import type { Options } from "./options";
import { requests } from "./record";
import type { Kind, Server } from "./servers";
import { median } from "./statistics";

/** What a server did in one operation at one number of connections: the medians of its rounds. */
export type Result = Omit<Round, "requests"> & {
  operation: OperationName;
  connections: number;
  dataset: string;
  kind: Kind;
  rounds: Round[];
};

/** `cpu`: microseconds of the server's process per request, which the machine's other work disturbs least. */
type Round = Sample & { cpu: number };

/**
 * Measures servers by turns, so that whatever else the machine does falls on all of them, and each of them
 * begins as many rounds as any other.
 */
export async function measure(
  servers: readonly Server[],
  operation: OperationName,
  connections: number,
  { rounds, seconds, warmUpSeconds, writers }: Options,
): Promise<Result[]> {
  const [first] = servers;
  if (!first) return [];
  const tokens = await signTokens(first.dataset.people.map(({ id }) => id));
  const run = async (server: Server, seconds: number): Promise<Round> => {
    const { url } = server;
    const before = await server.readUsage(false);
    const requestsOf = (connection: number) => listRequests(server, operation, tokens, connection % writers);
    const sample = await send({ url, connections, requestsOf }, { seconds });
    const after = await server.readUsage(false);
    return { ...sample, cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / sample.requests };
  };
  const datasets = new Set(servers.map(({ dataset }) => dataset));
  const reset = async () => {
    if (operation === "create" || operation === "complete") for (const dataset of datasets) await resetDataset(dataset);
    await sleep(100);
  };
  if (warmUpSeconds > 0) for (const server of servers) await run(server, warmUpSeconds);
  const samples = new Map<Server, Round[]>(servers.map((server) => [server, []]));
  for (let round = 0; round < rounds; round++) {
    await reset();
    const from = round % servers.length;
    for (const server of [...servers.slice(from), ...servers.slice(0, from)]) {
      samples.get(server)?.push(await run(server, seconds));
    }
  }
  await reset();
  return servers.map((server) => {
    const own = samples.get(server) ?? [];
    return {
      operation,
      connections,
      dataset: server.dataset.name,
      kind: server.kind,
      perSecond: median(own.map(({ perSecond }) => perSecond)),
      p50: median(own.map(({ p50 }) => p50)),
      p99: median(own.map(({ p99 }) => p99)),
      cpu: median(own.map(({ cpu }) => cpu)),
      rounds: own,
    };
  });
}

/** The reads are all of one person, who has a thousand tasks; each connection writes as a person of its own. */
export function listRequests(
  { dataset: { people } }: Server,
  operation: OperationName,
  tokens: readonly string[],
  writer: number,
): LoadRequest[] {
  const isWrite = operation === "create" || operation === "complete";
  const index = isWrite ? writer % people.length : 0;
  const token = tokens[index] ?? "";
  const taskIds = people[index]?.taskIds ?? [];
  const { method } = requests[operation];
  const one = (id: string, body?: unknown): LoadRequest => ({
    method,
    path: requests[operation].path(id),
    token,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  switch (operation) {
    case "list":
      return [one("")];
    case "get":
      return taskIds.map((id) => one(id));
    case "create":
      return [one("", requests.create.body("A task that the benchmark makes"))];
    case "complete":
      return [true, false].flatMap((completed) => taskIds.map((id) => one(id, requests.complete.body(completed))));
  }
}

/** The median over the rounds of one server's rate by the other's in the same round. */
export function compareRates(one: Result, other: Result): number {
  return median(one.rounds.map(({ perSecond }, index) => perSecond / (other.rounds[index]?.perSecond ?? Number.NaN)));
}
