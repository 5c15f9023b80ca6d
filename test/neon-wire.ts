import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What happens to one request:
 *
 * - `pass`: nothing; after `delayMs`, as with a compute that wakes
 * - `drop`: the connection breaks before the request reaches the database
 * - `lose`: the database does what it is asked, and the connection breaks before its answer
 * - `halve`: the same, in the middle of the answer
 * - `hang`: nothing comes back, ever
 * - a status and a body: what something on the way says instead of the database
 */
export type Mishap =
  | { kind: "pass"; delayMs?: number }
  | { kind: "drop" | "lose" | "halve" | "hang" }
  | { kind: "answer"; status: number; body: string; headers?: Record<string, string> };

export type NeonWire = {
  url: string;
  /** What happens to the next requests, one each; all later ones pass. */
  plan(...mishaps: Mishap[]): void;
  /** How many requests have come in since the plan was made. */
  requests(): number;
  close(): Promise<void>;
};

/** Starts a way to the Neon endpoint on which things go wrong, on a port of its own or on this one. */
export async function startNeonWire(endpoint: string, port = 0): Promise<NeonWire> {
  let planned: Mishap[] = [];
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    count++;
    carry(endpoint, planned.shift() ?? { kind: "pass" }, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The wire has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/sql`,
    plan(...mishaps) {
      planned = mishaps;
      count = 0;
    },
    requests: () => count,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function carry(endpoint: string, mishap: Mishap, incoming: IncomingMessage, outgoing: ServerResponse) {
  const body = await buffer(incoming);
  switch (mishap.kind) {
    case "hang":
      return;
    case "drop":
      outgoing.destroy();
      return;
    case "answer":
      outgoing.writeHead(mishap.status, mishap.headers).end(mishap.body);
      return;
    case "pass":
      await sleep(mishap.delayMs ?? 0);
  }
  const sent = request(endpoint, { method: incoming.method, headers: incoming.headers });
  const [answer]: IncomingMessage[] = await Promise.all([
    once(sent, "response").then(([first]) => first),
    sent.end(body),
  ]);
  if (!answer) return;
  const text = await buffer(answer);
  if (mishap.kind === "lose") outgoing.destroy();
  else if (mishap.kind === "halve") {
    outgoing.writeHead(answer.statusCode ?? 500, { "content-length": text.length });
    outgoing.write(text.subarray(0, text.length / 2), () => outgoing.destroy());
  } else outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(text);
}
