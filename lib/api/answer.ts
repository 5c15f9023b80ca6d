import { randomUUID } from "node:crypto";

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
  "WWW-Authenticate",
  "X-Request-Id",
];

/** No cookie is ever read, so any origin may call and read the answer. */
const openHeaders = {
  "Cache-Control": "private, no-store",
  "X-Content-Type-Options": "nosniff",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": exposed.join(", "),
};

/** The caller's request id, if it is 1 to 128 safe characters, else a new one. */
export function getRequestId(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given !== null && /^[A-Za-z0-9._:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** The Response of an answer, without its body for HEAD. */
export function toResponse({ status, body, headers }: Answer, requestId: string, method: string): Response {
  const all = { ...openHeaders, "X-Request-Id": requestId, ...headers };
  if (body === undefined || status === 304) return new Response(null, { status, headers: all });
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(method === "HEAD" ? null : JSON.stringify(body), {
    status,
    headers: { ...all, "Content-Type": type },
  });
}
