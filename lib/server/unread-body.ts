import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

// What Node may read and throw away to keep a connection.
const drainMaxBytes = 64 * 1024;
// Time for the answer to arrive before the reset that unread bytes cause.
const lingerMs = 2000;

/** Whether a request announces more than is worth reading for nothing, or doesn't say how much. */
function isLarge({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return length === undefined ? headers["transfer-encoding"] !== undefined : Number(length) > drainMaxBytes;
}

/**
 * Sees to it that an answer that comes before the end of a large body ends the connection: what is left of the body
 * is not read (Node would drain it), and the client still gets the answer (Node would reset the connection under it).
 */
export function leaveUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  if (!isLarge(request)) return;
  const { socket } = request;
  // Node drains a body that nobody began to read.
  request.read(0);
  socket.destroySoon = () => closeGently(socket);
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
