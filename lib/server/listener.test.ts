import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { doorAddressHeader } from "@/lib/env";
import { Response as LightResponse } from "./light-globals";
import type { Route, RouteHandler } from "./listener";
import { exchange, mount, openDoor, type TestDoor } from "./test-door";

let door: TestDoor;

afterEach(() => door.close(0));

const describeRequest: RouteHandler = async (request, { params }) =>
  Response.json({
    method: request.method,
    url: request.url,
    params: await params,
    headers: Object.fromEntries(request.headers),
  });

async function open({ trust = [], routes = [] }: { trust?: string[]; routes?: Route[] } = {}): Promise<void> {
  const all = [...routes, mount("/api/tasks/[taskId]", describeRequest), mount("/api/tasks/batch", describeRequest)];
  door = await openDoor(all, trust);
}

function get(target: string, headers = "", method = "GET"): Promise<string> {
  return exchange(door, `${method} ${target} HTTP/1.1\r\nHost: tend.example\r\nConnection: close\r\n${headers}\r\n`);
}

const statusOf = (answer: string) => Number(answer.split(" ", 2)[1]);
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));
const headerOf = (answer: string, name: string) => new RegExp(`^${name}: (.*)\r$`, "im").exec(answer)?.[1];

describe("routing", () => {
  test("a handler gets its decoded parameters and a URL without the caller's host", async () => {
    await open();
    const { params, url } = bodyOf(await get("/api/tasks/a%20b?q=1"));
    expect(params).toEqual({ taskId: "a b" });
    expect(url).toBe("http://localhost/api/tasks/a%20b?q=1");
    expect(bodyOf(await get("http://evil.example/api/tasks/batch")).url).toBe("http://localhost/api/tasks/batch");
  });

  test("what is not under /api goes to Next as it came", async () => {
    await open();
    expect(bodyOf(await get("/apitasks?x=//")).url).toBe("/apitasks?x=//");
    expect(statusOf(await get("/throw"))).toBe(500);
    expect(await get("/throw")).not.toContain("secret");
  });

  test.each(["/api", "/api/nothing", "/api/tasks/%ff", "/api/tasks/batch/%"])(
    "%s is 404 as a problem",
    async (target) => {
      await open();
      const answer = await get(target);
      expect(statusOf(answer)).toBe(404);
      expect(headerOf(answer, "content-type")).toBe("application/problem+json");
      expect(bodyOf(answer)).toMatchObject({ status: 404, code: "not_found" });
    },
  );

  test.each(["TRACE", "PROPFIND", "LOCK"])("%s is 405 with the seven methods, anywhere", async (method) => {
    await open();
    for (const target of ["/api/tasks/1", "/"]) {
      const answer = await get(target, "", method);
      expect(statusOf(answer)).toBe(405);
      expect(headerOf(answer, "allow")).toBe("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
      expect(bodyOf(answer)).toMatchObject({ status: 405, code: "method_not_allowed" });
    }
  });

  test("paths are cleaned by a redirect that stays on this host", async () => {
    await open();
    for (const [target, location] of [
      ["/api/tasks/1/?a=b", "/api/tasks/1?a=b"],
      ["//evil.example/", "/evil.example"],
      ["/\\evil.example", "/evil.example"],
      ["http://tend.example//evil.example", "/evil.example"],
    ] as const) {
      const answer = await get(target, "", "POST");
      expect([statusOf(answer), headerOf(answer, "location")]).toEqual([308, location]);
    }
  });

  test.each(["/api/tasks/1/?a=b", "//api//tasks/1", "/api\\tasks", "/api/"])(
    "%s redirects a caller of any origin",
    async (target) => {
      await open();
      const answer = await get(target, "X-Request-Id: mine\r\n", "POST");
      expect([statusOf(answer), headerOf(answer, "x-request-id")]).toEqual([308, "mine"]);
      expect(headerOf(answer, "access-control-allow-origin")).toBe("*");
      expect(headerOf(answer, "cache-control")).toBe("private, no-store");
    },
  );
});

describe("hostile requests", () => {
  test.each([
    ["GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400],
    ["GET /api/tasks/1 HTTP/1.1\r\nHost: user@evil/\r\n\r\n", 400],
    ["GET /api/tasks/1 HTTP/1.1\r\n\r\n", 400],
    ["GET /api/tasks/1 HTTP/1.0\r\n\r\n", 200],
    ["OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["nonsense\r\n\r\n", 400],
    ["GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", 400],
    ["POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ])("%j is answered and the connection closed", async (bytes, status) => {
    await open();
    expect(statusOf(await exchange(door, bytes))).toBe(status);
  });

  test.each(["/api/tasks/1", "/api/nothing/", "http://x/api"])("a bad Host for %s is a problem", async (target) => {
    await open();
    const request = `POST ${target} HTTP/1.1\r\nHost: user@evil/\r\nX-Request-Id: mine\r\nContent-Length: 90000\r\n\r\n`;
    const answer = await exchange(door, request);
    expect([statusOf(answer), headerOf(answer, "connection")]).toEqual([400, "close"]);
    expect(headerOf(answer, "access-control-allow-origin")).toBe("*");
    expect(headerOf(answer, "content-type")).toBe("application/problem+json");
    expect(bodyOf(answer)).toMatchObject({ status: 400, code: "malformed_request", requestId: "mine" });
  });

  test("an upgrade is answered as the request it also is", async () => {
    await open();
    const answer = await exchange(
      door,
      "GET /api/tasks/1 HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n",
    );
    expect(statusOf(answer)).toBe(200);
  });
});

describe("the client's address", () => {
  const spoofed = [
    "X-Forwarded-For: 203.0.113.9",
    "x-forwarded-for: 198.51.100.1",
    "Forwarded: for=203.0.113.9",
    "X-Real-IP: 203.0.113.9",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Port: 1",
    "X-Vercel-Forwarded-For: 203.0.113.9",
    "X-Tend-Client-Address: 203.0.113.9",
    "x-tend-client-address: 203.0.113.8",
    "X-Request-Id: kept",
    "",
  ].join("\r\n");

  test("a caller can't say who it is", async () => {
    await open();
    const expected = {
      host: "tend.example",
      connection: "close",
      "x-request-id": "kept",
      [doorAddressHeader]: "127.0.0.1",
    };
    expect(bodyOf(await get("/api/tasks/1", spoofed)).headers).toEqual(expected);
    const page = bodyOf(await get("/page", spoofed));
    expect(page.headers).toEqual(expected);
    expect(page.raw.filter((_: string, index: number) => index % 2 === 0)).toEqual([
      "Host",
      "Connection",
      "X-Request-Id",
      doorAddressHeader,
    ]);
  });

  test("a trusted proxy says who calls, and what it added stays", async () => {
    await open({ trust: ["127.0.0.0/8", "::1"] });
    const { headers } = bodyOf(await get("/api/tasks/1", spoofed));
    expect(headers[doorAddressHeader]).toBe("198.51.100.1");
    expect(headers["x-forwarded-for"]).toBe("203.0.113.9, 198.51.100.1");
    expect(headers["x-forwarded-proto"]).toBe("https");
    const direct = bodyOf(await get("/api/tasks/1", "X-Tend-Client-Address: 203.0.113.9\r\n"));
    expect(direct.headers[doorAddressHeader]).toBe("127.0.0.1");
  });

  test("a proxy that is not the trusted one is a caller like any other", async () => {
    await open({ trust: ["192.0.2.1"] });
    expect(bodyOf(await get("/api/tasks/1", spoofed)).headers[doorAddressHeader]).toBe("127.0.0.1");
  });
});

test("the adapter's own Response is taken as it is, and is a Response to everyone", async () => {
  const cookies = new LightResponse("{}", {
    headers: [
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ],
  });
  await open({ routes: [mount("/api/light", async () => cookies)] });
  expect(cookies).toBeInstanceOf(Response);
  expect(new Response()).toBeInstanceOf(LightResponse);
  expect((await get("/api/light")).match(/set-cookie: .=./g)).toEqual(["set-cookie: a=1", "set-cookie: b=2"]);
  expect(globalThis.Response).not.toBe(LightResponse);
});

test("closing lets what is in flight finish, and takes nothing new", async () => {
  const slow: RouteHandler = async () => {
    await sleep(400);
    return Response.json({ done: true });
  };
  await open({ routes: [mount("/api/slow", slow)] });
  const silent = connect(door.port, "127.0.0.1");
  await once(silent, "connect");
  const inFlight = exchange(door, "GET /api/slow HTTP/1.1\r\nHost: x\r\n\r\n");
  await sleep(100);
  const startedAt = performance.now();
  const closed = door.close(10_000);
  await expect(once(connect(door.port, "127.0.0.1"), "connect")).rejects.toThrow("ECONNREFUSED");
  expect(bodyOf(await inFlight)).toEqual({ done: true });
  await closed;
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test("closing waits no longer than it is given", async () => {
  await open({ routes: [mount("/api/never", () => new Promise(() => {}))] });
  const inFlight = exchange(door, "GET /api/never HTTP/1.1\r\nHost: x\r\n\r\n");
  await sleep(100);
  await door.close(300);
  expect(await inFlight).toBe("");
});
