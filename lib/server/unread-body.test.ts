import { once } from "node:events";
import { Agent, request as sendRequest } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RouteHandler } from "./listener";
import { exchange, mount, openDoor, type TestDoor } from "./test-door";

const kibibyte = 1024;
const limit = 128 * kibibyte;

/** Reads like lib/api/body.ts, and refuses as lib/api/problem.ts does. */
const readWithinLimit: RouteHandler = async (request) => {
  let length = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return Response.json({ length });
    length += value.byteLength;
    if (length > limit) {
      reader?.cancel().catch(() => {});
      return Response.json({ code: "too_large" }, { status: 413, headers: { Connection: "close" } });
    }
  }
};

const refuseUnread: RouteHandler = async () => Response.json({ code: "unauthenticated" }, { status: 401 });

let door: TestDoor;

beforeEach(async () => {
  door = await openDoor([
    mount("/api/read", readWithinLimit),
    mount("/api/refuse", refuseUnread),
    mount("/api/options", async () => new Response(null, { status: 204 })),
  ]);
});
afterEach(() => door.close(0));

/** Uploads in chunks for as long as the other side takes them. */
async function upload(path: string, headers: Record<string, string> = {}) {
  const request = sendRequest({ port: door.port, path, method: "POST", headers });
  let sent = 0;
  request.on("error", () => {});
  const answered = once(request, "response");
  const chunk = Buffer.alloc(64 * kibibyte);
  const write = () => {
    while (sent < 50 * kibibyte * kibibyte && !request.destroyed) {
      sent += chunk.length;
      if (!request.write(chunk)) return void request.once("drain", write);
    }
    request.end();
  };
  write();
  const [response] = await answered;
  response.resume();
  await sleep(300);
  const bytesRead = door.accepted[0]?.bytesRead ?? 0;
  request.destroy();
  return { status: response.statusCode, connection: response.headers.connection, bytesRead };
}

test("of 50 MB in chunks no more than the limit and 128 KiB are read, and the 413 arrives", async () => {
  const { status, connection, bytesRead } = await upload("/api/read");
  expect([status, connection]).toEqual([413, "close"]);
  expect(bytesRead).toBeLessThanOrEqual(limit + 128 * kibibyte);
});

test("of 50 MB that a handler refuses unread no more than 128 KiB are read", async () => {
  for (const headers of [{}, { "Content-Length": String(50 * kibibyte * kibibyte) }]) {
    door.accepted.length = 0;
    const { status, bytesRead } = await upload("/api/refuse", headers);
    expect(status).toBe(401);
    expect(bytesRead).toBeLessThanOrEqual(128 * kibibyte);
  }
});

test("what remains of a connection with an unread body is gone within seconds", async () => {
  const socket = connect(door.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write("POST /api/refuse HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\nx");
  await once(socket, "data");
  await sleep(2500);
  expect(door.accepted[0]?.destroyed).toBe(true);
  socket.destroy();
});

test("a small body that is refused unread costs no connection", async () => {
  const request = "POST /api/refuse HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
  const last = "POST /api/read HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";
  const answer = await exchange(door, request + last);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 401", "HTTP/1.1 200"]);
  expect(answer).toContain('{"length":5}');
});

test("a chunked body within the limit is read whole, and the connection is kept", async () => {
  const chunked = "POST /api/read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  const answer = await exchange(door, chunked + chunked.replace("Host: x", "Host: x\r\nConnection: close"));
  expect(answer.match(/\{"length":5\}/g)).toHaveLength(2);
});

test("Expect: 100-continue is asked for within the limit only", async () => {
  const head = "HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length:";
  expect(await exchange(door, `POST /api/refuse ${head} 300000\r\n\r\n`)).toMatch(/^HTTP\/1\.1 401/);
  expect(await exchange(door, `POST /api/read ${head} 5\r\n\r\nhello`)).toMatch(
    /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/,
  );
});

/** Sends a request whole through an agent, and returns its status and what it says of the connection. */
function send(agent: Agent, method: string, path: string, size: number, headers: Record<string, string> = {}) {
  return new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
    const request = sendRequest({ port: door.port, agent, method, path, headers }, (response) => {
      response.resume().once("end", () => resolve([response.statusCode, response.headers.connection]));
    });
    request.on("error", reject).end(Buffer.alloc(size));
  });
}

const refusals: [status: number, method: string, path: string, headers?: Record<string, string>][] = [
  [401, "POST", "/api/refuse"],
  [401, "GET", "/api/refuse"],
  [404, "PUT", "/api/nowhere"],
  [405, "POST", "/page"],
  [405, "PROPFIND", "/api/refuse"],
  [308, "POST", "/api/refuse/"],
  [308, "DELETE", "//page"],
  [400, "POST", "/api/refuse", { Host: "user@evil/" }],
  [400, "POST", "/page", { Host: "user@evil/" }],
  [200, "GET", "/page"],
  [204, "OPTIONS", "/api/options"],
];

test.each([
  ["without a body", 0, {}],
  ["with a small body", 1000, {}],
  ["with a body that is larger than is drained", 100 * kibibyte, {}],
  ["with a body in chunks", 1000, { "Transfer-Encoding": "chunked" }],
  ["with a large body in chunks", 100 * kibibyte, { "Transfer-Encoding": "chunked" }],
])("an agent that keeps its connection sends on after 20 refusals %s", async (_, size, extra) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sized = Object.keys(extra).length > 0 ? extra : { "Content-Length": String(size) };
  for (const [status, method, path, headers] of [...refusals, ...refusals]) {
    const [answered, connection] = await send(agent, method, path, size, { ...sized, ...headers });
    expect([method, path, answered]).toEqual([method, path, status]);
    if (size > 64 * kibibyte) expect([method, path, connection]).toEqual([method, path, "close"]);
    expect((await send(agent, "POST", "/api/read", 3))[0]).toBe(200);
  }
  // A body that was read whole costs no connection, however large.
  expect(await send(agent, "POST", "/api/read", 100 * kibibyte)).toEqual([200, "keep-alive"]);
  agent.destroy();
});

/** How deep in calls a socket's own end lies once it has answered so many small bodies. */
async function measureDepth(count: number): Promise<number> {
  const ended = new Promise<number>((resolve) => {
    door.server.once("connection", (socket) => {
      const destroySoon = socket.destroySoon.bind(socket);
      socket.destroySoon = () => {
        Error.stackTraceLimit = Number.POSITIVE_INFINITY;
        resolve(new Error("here").stack?.split("\n").length ?? 0);
        Error.stackTraceLimit = 10;
        destroySoon();
      };
    });
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let sent = 1; sent < count; sent++) await send(agent, "POST", "/api/read", 3);
  expect(await send(agent, "POST", "/api/read", 3, { Connection: "close" })).toEqual([200, "close"]);
  agent.destroy();
  return ended;
}

test("a connection that has brought 1000 bodies ends like one that has brought one", async () => {
  const depth = await measureDepth(1);
  expect(await measureDepth(1000)).toBe(depth);
  expect(door.accepted).toHaveLength(2);
});
