/** What becomes of a request. */
export const fates = [
  "ok",
  "lostRequest",
  "lostAnswer",
  "twice",
  "echo",
  "refused",
  "refusedAfter",
  "throttled",
  "forbidden",
] as const;

export type Fate = (typeof fates)[number];

/** The answer of what stands before the server, and does not let the request through; undefined if it does. */
export function turnBack(fate: Fate): Response | undefined {
  if (fate === "refused") return answer(503, { "retry-after": "2" });
  if (fate === "throttled") return answer(429, { "retry-after": "5" });
  return fate === "forbidden" ? new Response("<h1>Forbidden</h1>", { status: 403 }) : undefined;
}

export function answer(status: number, headers: Record<string, string>): Response {
  return Response.json({ code: status === 429 ? "rate_limited" : "unavailable", status }, { status, headers });
}
