import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { once } from "@/lib/once";

// What Node may read and throw away to keep a connection.
const drainMaxBytes = 64 * 1024;
// Time for the answer to arrive before the reset that unread bytes cause.
const lingerMs = 2000;

// The last request with a body that each connection has brought: those before it were read to their end, or it would not
// have come.
const lastRequests = once("last-requests", () => new WeakMap<Socket, IncomingMessage>());

/** How many bytes a request announces; a body that doesn't say is taken for endless. */
function getBodyLength({ headers }: IncomingMessage): number {
  return headers["transfer-encoding"] === undefined ? Number(headers["content-length"] ?? 0) : Number.POSITIVE_INFINITY;
}

/**
 * Sees to it that an answer that comes before the end of a large body ends the connection and says so: what is left of
 * the body is not read (Node would drain it), and the client still gets the answer (Node would reset the connection under
 * it). The rest of a small body is drained, and the connection kept.
 */
export function leaveUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  const length = getBodyLength(request);
  if (length === 0) return;
  const { socket } = request;
  endGently(socket, request);
  if (length <= drainMaxBytes) return;
  // Node drains a body that nobody began to read.
  request.read(0);
  const writeHead = response.writeHead.bind(response);
  // Whoever answers comes through here, or an agent would send its next request into a connection that is closing.
  response.writeHead = (...head: unknown[]) => {
    if (!request.complete) response.shouldKeepAlive = false;
    return Reflect.apply(writeHead, response, head);
  };
  response.once("finish", () => {
    if (request.complete) return;
    request.pause();
    closeGently(socket);
  });
}

/** Has Node end a connection gently while its last request is not read to its end. */
function endGently(socket: Socket, request: IncomingMessage): void {
  const requests = lastRequests();
  const isReady = requests.has(socket);
  requests.set(socket, request);
  // A wrapper per request would be one more around all before it, for as long as the connection lives.
  if (isReady) return;
  const destroySoon = socket.destroySoon.bind(socket);
  socket.destroySoon = () => (requests.get(socket)?.complete ? destroySoon() : closeGently(socket));
}

function closeGently(socket: Socket): void {
  socket.end();
  socket.pause();
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
