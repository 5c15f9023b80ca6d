import { randomUUID } from "node:crypto";
import { apiSecurityHeaders } from "@/lib/security-headers";
import type { Observation } from "./observation";

/** What becomes a Response, once and with all its headers: changing a Response after it is made is slow. */
export type Answer = { status: number; body?: unknown; headers: Record<string, string> };

const exposed = [
  "ETag",
  "Idempotency-Replayed",
  "Link",
  "Location",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "Server-Timing",
  "WWW-Authenticate",
  "X-Request-Id",
];

/** No cookie is ever read, so any origin may call and read the answer. */
const openHeaders = {
  "Cache-Control": "private, no-store",
  ...apiSecurityHeaders,
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": exposed.join(", "),
};

/** The caller's request id, if it is 1 to 128 safe characters, else a new one. */
export function getRequestId(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given !== null && /^[A-Za-z0-9._:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** The Response of an answer, without its body for HEAD. */
export function toResponse({ status, body, headers }: Answer, observation: Observation, method: string): Response {
  const isEmpty = body === undefined || status === 304;
  const text = isEmpty || method === "HEAD" ? null : JSON.stringify(body);
  const all: Record<string, string> = { ...openHeaders, ...observation.toHeaders(), ...headers };
  if (!isEmpty) all["Content-Type"] = status < 400 ? "application/json" : "application/problem+json";
  return new Response(text, { status, headers: all });
}
