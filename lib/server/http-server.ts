import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { batchBodyMaxBytes } from "@/lib/contract/limits";
import { isDraining, startDraining } from "@/lib/draining";

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  // Longer than the 60 s that load balancers keep a connection, so that it is never we who close one under a request.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
};
// For a client that reads nothing of its answer.
const inactivityTimeoutMs = 120_000;

export type FrontDoor = {
  server: Server;
  /** Goes on answering for a while, but is not ready any more and keeps no connection that it answers on. */
  drain(seconds: number): Promise<void>;
  /** Stops accepting, lets what is in flight finish for at most `graceMs`, and then ends every connection. */
  close(graceMs: number): Promise<void>;
};

/** An HTTP server with bounds on time and size around a listener. Malformed HTTP is Node's to answer: 400 and close. */
export function createFrontDoor(listener: RequestListener): FrontDoor {
  const sockets = new Set<Socket>();
  const server = createServer(limits, (request, response) => {
    if (isDraining() || !server.listening) response.shouldKeepAlive = false;
    listener(request, response);
  });
  server.timeout = inactivityTimeoutMs;
  server.on("checkContinue", (request, response) => {
    // Larger than any handler takes: it answers without asking for the body.
    if (!(Number(request.headers["content-length"]) > batchBodyMaxBytes)) response.writeContinue();
    server.emit("request", request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return { server, drain, close: (graceMs) => closeServer(server, sockets, graceMs) };
}

async function drain(seconds: number): Promise<void> {
  startDraining();
  await sleep(seconds * 1000);
}

function closeServer(server: Server, sockets: Set<Socket>, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const deadline = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(deadline);
      resolve();
    });
    // Browsers open connections ahead of need, and Node counts one that never said a word as busy.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}

/**
 * Binds a port for a moment, so that a taken one is known before anything else is done.
 * @returns the port; a free one for 0
 */
export async function reservePort(port: number, host: string | undefined): Promise<number> {
  const probe = createServer();
  const bound = await listen(probe, port, host);
  await new Promise((resolve) => probe.close(resolve));
  return bound;
}

/** Listens, on all addresses without a host, and returns the port. Throws one clear line for a port that it can't have. */
export async function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explainListenError(error, port, host)));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, resolve);
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}

function explainListenError(error: Error, port: number, host = "this machine"): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new Error(`Port ${port} is taken. Stop what uses it, or set PORT to another one.`);
  if (code === "EACCES") return new Error(`Port ${port} may not be used by this account. Set PORT to one above 1023.`);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return new Error(`HOST ${host} is no address of this machine.`);
  return error;
}
