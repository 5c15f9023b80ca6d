import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { ApiError } from "@/lib/api/problem";
import { everyMethod, type Params } from "@/lib/api/route";
import { type Method, methods } from "@/lib/contract/paths";
import { appOrigin } from "@/lib/env";
import { logError } from "@/lib/log";
import { securityHeaders, transportHeaders } from "@/lib/security-headers";
import type { SendAsset } from "./assets";
import { type TrustedProxies, writeClientAddress } from "./client-address";
import { getCleanTarget, getPathname, isHost, toOriginForm } from "./request-target";
import { createMatch, type Match } from "./router";
import { leaveUnreadBody } from "./unread-body";

export type RouteHandler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
export type RouteModule = Record<Method, RouteHandler>;

/** A route module and the path that Next would serve it at, as `/api/tasks/[taskId]`. */
export type Route = { pattern: string; value: RouteModule };

export type ListenerOptions = {
  routes: readonly Route[];
  trustedProxies: TrustedProxies;
  /** Answers a built asset, and says whether there was one. */
  sendAsset: SendAsset;
  /** Answers everything else. */
  fallback: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
};

function isMethod(method: string): method is Method {
  return methods.some((known) => known === method);
}

/** What the front door does with a request: the route modules under /api, then the built assets, then the fallback. */
export function createListener({ routes, trustedProxies, sendAsset, fallback }: ListenerOptions): RequestListener {
  const match = createMatch(routes);
  const sendAnswer = createApiListener((request, target) => answer(match, request, target));
  const sendRefusal = createApiListener((request) => refuse(badHost(), request));
  const sendRedirect = createApiListener(redirect);
  const isSecure = appOrigin().startsWith("https:");
  const headers = Object.entries({ ...securityHeaders, ...(isSecure && transportHeaders) });

  return (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    leaveUnreadBody(request, response);
    const target = toOriginForm(request.url ?? "");
    if (target === undefined) return refuseRequest(response);
    const cleaned = getCleanTarget(target);
    request.url = cleaned ?? target;
    const pathname = getPathname(request.url);
    const isApi = pathname === "/api" || pathname.startsWith("/api/");
    const { host } = request.headers;
    if (host !== undefined && !isHost(host))
      return isApi ? void sendRefusal(request, response) : refuseRequest(response);
    if (!writeClientAddress(request, trustedProxies)) return void request.socket.destroy();
    if (!isMethod(request.method ?? "")) return void sendAnswer(request, response);
    if (cleaned !== undefined)
      return isApi ? void sendRedirect(request, response) : void response.writeHead(308, { Location: cleaned }).end();
    if (isApi) return void sendAnswer(request, response);
    // A page has nothing to take, and Next would keep up to 10 MB of it in memory.
    if (request.method !== "GET" && request.method !== "HEAD") return refuseMethod(response);
    if (sendAsset(request, response, pathname)) return;
    passOn(request, response, fallback);
  };
}

function refuseMethod(response: ServerResponse): void {
  response.writeHead(405, { Allow: "GET, HEAD" }).end();
}

function refuseRequest(response: ServerResponse): void {
  response.writeHead(400, { Connection: "close" }).end();
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  fallback: ListenerOptions["fallback"],
): Promise<void> {
  try {
    await fallback(request, response);
  } catch (error) {
    logError(error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  }
}

function createApiListener(answer: (request: Request, target: string) => Promise<Response>) {
  // One host for all: no handler may take its origin from a request, and a hostile Host header is never parsed.
  const hostname = "localhost";
  const listener = getRequestListener((request, { incoming }) => answer(request, incoming.url ?? "/"), {
    // See light-globals.ts for what is done instead.
    overrideGlobalObjects: false,
    // It would read up to 64 MB of a refused body; unread-body.ts reads none.
    autoCleanupIncoming: false,
    errorHandler: (error) => refuse(error),
  });
  return (request: IncomingMessage, response: ServerResponse) => {
    request.headers.host = hostname;
    return listener(request, response);
  };
}

function answer(match: Match<RouteModule>, request: Request, target: string): Promise<Response> {
  const { method } = request;
  if (!isMethod(method)) {
    return refuse(new ApiError("method_not_allowed", { headers: { Allow: methods.join(", ") } }), request);
  }
  const found = match(getPathname(target));
  if (!found) return refuse(new ApiError("not_found"), request);
  return found.value[method](request, { params: Promise.resolve(found.params) });
}

const badHost = () =>
  new ApiError("malformed_request", { detail: "The Host header is not valid", headers: { Connection: "close" } });

/** Sends a caller on to the clean path; one of another origin, too. */
function redirect(request: Request, target: string): Promise<Response> {
  return answerUnmatched(request, async () => ({ status: 308, headers: { Location: target } }));
}

function refuse(error: unknown, request = new Request("http://localhost/api")): Promise<Response> {
  return answerUnmatched(request, () => Promise.reject(error));
}

/** Answers, as the route modules do, what none of them is asked about. */
function answerUnmatched(request: Request, respond: Parameters<typeof everyMethod>[1]): Promise<Response> {
  return everyMethod("/api/{path}", respond).GET(request, { params: Promise.resolve({}) });
}
