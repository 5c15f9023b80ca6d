import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { onEnd } from "./cleanup";
import { type Load, type LoadRequest, type Sample, send, toRequest } from "./load";
import type { Options } from "./options";
import type { Kind, Server } from "./servers";

/** What one person's lists take while another loads the server, beside what they take alone. */
export type CrowdResult = { kind: Kind; load: string; rounds: { alone: Sample; beside: Sample }[] };

const hostileConnections = 30;
const hostileTasks = 3000;
const otherTasks = 200;
const otherConnections = 4;
const batchSize = 25;

type Person = { token: string };

/** Signs up by the API, as anybody does, for on the embedded database there is no other way in. */
async function signUp(url: string, name: string): Promise<Person> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ name, email: `${name}-${Date.now()}@example.com`, password: "nineteen walruses hum" });
  const session = await fetch(`${url}/api/auth/sign-up/email`, { method: "POST", headers, body });
  const bearer = session.headers.get("set-auth-token");
  const answer = await fetch(`${url}/api/auth/token`, { headers: { authorization: `Bearer ${bearer}` } });
  const { token } = Object(await answer.json());
  if (typeof token !== "string") throw new Error(`${name} could not sign up: ${session.status}, ${answer.status}`);
  return { token };
}

async function addTasks(url: string, { token }: Person, count: number, description: string): Promise<void> {
  for (let made = 0; made < count; made += batchSize) {
    const operations = Array.from({ length: batchSize }, (_, index) => ({
      op: "create",
      task: { title: `Task ${made + index}`, description },
    }));
    const { status } = await fetch(`${url}/api/tasks/batch`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ operations }),
    });
    if (status !== 200) throw new Error(`a batch was answered with ${status}`);
  }
}

const get = (path: string, { token }: Person): LoadRequest => ({ method: "GET", path, token });

/** What somebody may ask for, again and again, who means no good. */
const loads: Record<string, (person: Person) => LoadRequest> = {
  "a long word that nearly fits": (person) => get(`/api/tasks?q=b${"a".repeat(198)}`, person),
  "twenty words": (person) => get(`/api/tasks?q=${[..."bcdefghijklmnopqrstu"].join("%20")}`, person),
  "pages of 200, sorted by title": (person) => get("/api/tasks?sort=title&limit=200", person),
  "all that has changed": (person) => get("/api/tasks/changes?since=0&limit=1000", person),
  writes: ({ token }) => ({ method: "POST", path: "/api/tasks", token, body: JSON.stringify({ title: "One more" }) }),
};

/** Measures one person's list alone and beside another person's load, by turns. */
export async function measureOther(
  server: Server,
  { rounds, seconds }: Options,
  note: (text: string) => void,
): Promise<CrowdResult[]> {
  const { url, kind } = server;
  const [hostile, other] = [await signUp(url, "hostile"), await signUp(url, "other")];
  await addTasks(url, hostile, hostileTasks, "a".repeat(10_000));
  await addTasks(url, other, otherTasks, "Milk, bread and two dozen eggs");
  const list: Load = { url, connections: otherConnections, requestsOf: () => [get("/api/tasks", other)] };
  await send(list, { seconds });
  const results: CrowdResult[] = [];
  for (const [load, toAttack] of Object.entries(loads)) {
    const samples: { alone: Sample; beside: Sample }[] = [];
    for (let round = 0; round < rounds; round++) {
      const alone = await send(list, { seconds });
      const attack = startAttack(url, toAttack(hostile));
      // Until all of it is under way.
      await sleep(1500);
      const beside = await send(list, { seconds });
      await attack.stop();
      samples.push({ alone, beside });
      note(`${load}: p99 ${alone.p99.toFixed(2)} ms alone, ${beside.p99.toFixed(2)} ms beside`);
    }
    results.push({ kind, load, rounds: samples });
  }
  return results;
}

/** Connections of another process that ask one thing over and over, whatever they are answered, until they are stopped. */
function startAttack(url: string, request: LoadRequest): { stop(): Promise<void> } {
  const load = { url, connections: hostileConnections, ...toRequest(request) };
  const script = new URL("./attack.ts", import.meta.url).pathname;
  const child = fork(script, [JSON.stringify(load)], { execArgv: ["--import", "tsx"] });
  onEnd(() => void child.kill());
  return {
    async stop() {
      const answered = once(child, "message");
      child.send("stop");
      const [result] = await answered;
      const { "2xx": good, "5xx": failed, errors, timeouts } = result;
      if (!good || failed + errors + timeouts > 0)
        throw new Error(`${request.path.slice(0, 60)}: ${JSON.stringify({ good, failed, errors, timeouts })}`);
    },
  };
}
