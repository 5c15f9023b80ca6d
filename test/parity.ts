import type { Account } from "./tend";

const id = "01a1f871-11cb-76b9-84a9-cc39c3cd6221";

/** Requests whose answers must not depend on the door: method and target, with a token unless it says otherwise. */
export const requests: [method: string, target: string, anonymous?: "anonymous"][] = [
  ...(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const).flatMap((method): [string, string][] => [
    [method, "/api/tasks"],
    [method, `/api/tasks/${id}`],
    [method, `/api/tasks/${id}/complete`],
    [method, `/api/tasks/${id}/restore`],
    [method, "/api/tasks/batch"],
    [method, "/api/tasks/quick"],
    [method, "/api/tasks/changes?since=0"],
    [method, "/api/nowhere"],
    [method, "/api/health"],
    [method, "/api/openapi.json"],
    [method, `/api/${id}/tasks`],
  ]),
  ["GET", "/api/tasks", "anonymous"],
  ["GET", "/api/ready", "anonymous"],
  ["GET", "/api/tasks/"],
  ["GET", "/api/tasks/?limit=1"],
  ["GET", "/api//tasks"],
  ["GET", "/api/tasks//changes?since=0"],
  ["GET", "/api/tasks/%74asks"],
  ["GET", "/api/tasks/tasks"],
  ["GET", "/api/tasks/tasks/complete"],
  ["PATCH", "/api/tasks/tasks/complete"],
  ["GET", "/api/tasks/tasks/tasks"],
  ["GET", `/api/tasks/${id}%20`],
  ["GET", "/api/tasks/a%2Fb"],
  ["GET", "/api/tasks/a%2Fb/complete"],
  ["GET", "/api/tasks/%C3%A9"],
  ["GET", "/api/tasks/changes/"],
  ["GET", "/api/tasks/changes/more"],
  ["GET", "/api/tasks?limit=1&limit=2"],
  ["GET", "/api/tasks?q=%C3%A9+%20"],
  ["GET", "/api/"],
  ["GET", "/api/auth/get-session"],
  ["OPTIONS", "/api/auth/token"],
  ["GET", "/api/auth/nowhere"],
  ["GET", "/api/auth/jwks"],
  ["GET", "/api/auth/%74oken"],
  ["POST", "/api/auth/sign-in/%65mail"],
  ["GET", "/nowhere", "anonymous"],
];

/** Asks a door, and returns of its answer what must be the same at every door. */
export async function ask(origin: string, person: Account, [method, target, anonymous]: (typeof requests)[number]) {
  const headers: Record<string, string> = { "x-request-id": "parity" };
  if (!anonymous) headers.authorization = `Bearer ${person.token}`;
  if (method === "POST" || method === "PUT" || method === "PATCH") headers["content-type"] = "application/json";
  const answer = await fetch(`${origin}${target}`, { method, headers, redirect: "manual" });
  const pick = [
    "allow",
    "content-type",
    "etag",
    "location",
    "cache-control",
    "www-authenticate",
    "x-request-id",
    "access-control-allow-origin",
  ];
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  const text = await answer.text();
  return {
    status: answer.status,
    headers: isPage ? {} : Object.fromEntries(pick.map((name) => [name, answer.headers.get(name)])),
    body: isPage || answer.status === 308 ? "" : text,
  };
}
