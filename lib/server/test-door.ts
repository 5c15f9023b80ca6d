import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { parseTrustedProxies } from "./client-address";
import { createFrontDoor, type FrontDoor, listen } from "./http-server";
import { createListener, type Route, type RouteHandler } from "./listener";

/** For tests: a front door on a free port, and the sockets that it accepted. */
export type TestDoor = FrontDoor & { port: number; accepted: Socket[] };

export function mount(pattern: string, handler: RouteHandler): Route {
  const value = { GET: handler, HEAD: handler, POST: handler, PUT: handler, PATCH: handler };
  return { pattern, value: { ...value, DELETE: handler, OPTIONS: handler } };
}

function answerAsNext(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === "/throw") throw new Error("secret");
  response.end(JSON.stringify({ url: request.url, headers: request.headers, raw: request.rawHeaders }));
}

/** Opens a front door before these routes and a stand-in for Next that echoes what it is handed. */
export async function openDoor(routes: Route[], trust: string[] = []): Promise<TestDoor> {
  const trustedProxies = parseTrustedProxies(trust);
  const listener = createListener({ routes, trustedProxies, sendAsset: () => false, fallback: answerAsNext });
  const door = createFrontDoor(listener);
  const accepted: Socket[] = [];
  door.server.on("connection", (socket) => accepted.push(socket));
  const port = await listen(door.server, 0, "127.0.0.1");
  return { ...door, port, accepted };
}

/** Sends bytes and returns everything that comes back until the other side closes. */
export async function exchange({ port }: TestDoor, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => {});
  await once(socket, "close");
  return answer;
}
