import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

// What Node may read and throw away to keep a connection.
const drainMaxBytes = 64 * 1024;
// Time for the answer to arrive before the reset that unread bytes cause.
const lingerMs = 2000;

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
  const destroySoon = socket.destroySoon.bind(socket);
  socket.destroySoon = () => (request.complete ? destroySoon() : closeGently(socket));
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

function closeGently(socket: Socket): void {
  socket.end();
  socket.pause();
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
