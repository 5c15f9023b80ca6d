import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { findFreePort, sleep } from "./tend";

const checkEveryMs = 100;

/** What stands before several instances, as nginx, Caddy or Traefik would. */
export type Balancer = {
  origin: string;
  /** How many requests each instance was given, in the order of their addresses. */
  counts(): number[];
  close(): Promise<void>;
};

type Upstream = { url: URL; isReady: boolean; count: number };

/**
 * Hands requests to the instances in turn, over connections that it keeps. It asks each for /api/ready ten times a second
 * and passes over one that is not; a request that an instance did not take, for nobody listened, goes to the next.
 * Once a byte was sent it is never sent again: whatever becomes of it is the caller's to see.
 */
export async function startBalancer(origins: readonly string[]): Promise<Balancer> {
  const upstreams = origins.map((origin): Upstream => ({ url: new URL(origin), isReady: false, count: 0 }));
  const agent = new http.Agent({ keepAlive: true });
  let turn = 0;

  function choose(refusing: readonly Upstream[]): Upstream | undefined {
    const able = upstreams.filter((upstream) => upstream.isReady && !refusing.includes(upstream));
    turn++;
    return able[turn % able.length];
  }

  function pass(request: IncomingMessage, response: ServerResponse, refusing: readonly Upstream[] = []): void {
    const upstream = choose(refusing);
    if (!upstream) return void response.writeHead(502).end();
    const { hostname, port } = upstream.url;
    const { connection: _, ...headers } = request.headers;
    const { method, url: path } = request;
    const outgoing = http.request({ agent, hostname, port, method, path, headers }, (answer) => {
      const { connection: _, "keep-alive": __, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, rest);
      answer.pipe(response).on("close", () => answer.destroy());
      answer.on("error", () => response.destroy());
    });
    outgoing.once("error", (error) => {
      const wasRefused = "code" in error && error.code === "ECONNREFUSED";
      if (wasRefused && !request.readableDidRead) pass(request, response, [...refusing, upstream]);
      else if (response.headersSent) response.destroy();
      else response.writeHead(502).end(error.message);
    });
    // Not before there is somebody who takes it.
    outgoing.once("socket", (socket) => {
      const send = () => {
        upstream.count++;
        request.pipe(outgoing);
      };
      if (socket.connecting) socket.once("connect", send);
      else send();
    });
  }

  async function check(upstream: Upstream): Promise<void> {
    const isOk = await fetch(new URL("/api/ready", upstream.url)).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.ok;
      },
      () => false,
    );
    upstream.isReady = isOk;
  }

  const checkAll = () => Promise.all(upstreams.map(check));
  await checkAll();
  const timer = setInterval(checkAll, checkEveryMs);
  const server = http.createServer((request, response) => pass(request, response));
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${port}`,
    counts: () => upstreams.map(({ count }) => count),
    async close() {
      clearInterval(timer);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sleep(0);
    },
  };
}
