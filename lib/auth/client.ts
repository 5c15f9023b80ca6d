import { nameMaxLength, passwordMaxLength, passwordMinLength } from "@/lib/contract/limits";

/** What became of signing in, up or out. `retryAfter` is in seconds; `origin`: the app is not set up for this address. */
export type AuthResult =
  | { ok: true }
  | { ok: false; reason: "invalid"; field: "name" | "email" | "password"; message: string }
  | { ok: false; reason: "refused" | "taken" | "origin" | "unavailable" | "offline" }
  | { ok: false; reason: "throttled"; retryAfter: number };

type Credentials = { email: string; password: string };

export const signIn = (credentials: Credentials) => post("/api/auth/sign-in/email", credentials);
export const signUp = (account: Credentials & { name: string }) => post("/api/auth/sign-up/email", account);
export const signOut = () => post("/api/auth/sign-out", {});

// Better Auth's codes that are about one field: https://www.better-auth.com/docs/reference/errors
const fieldOfCode: Record<string, { field: "name" | "email" | "password"; message: string }> = {
  INVALID_EMAIL: { field: "email", message: "Enter an e-mail address" },
  PASSWORD_TOO_SHORT: { field: "password", message: `Use at least ${passwordMinLength} characters` },
  PASSWORD_TOO_LONG: { field: "password", message: `Use at most ${passwordMaxLength} characters` },
};

async function post(path: string, body: object): Promise<AuthResult> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return { ok: false, reason: "offline" };
  }
  if (response.ok) return { ok: true };
  if (response.status === 429)
    return { ok: false, reason: "throttled", retryAfter: Number(response.headers.get("retry-after") ?? 10) };
  if (response.status >= 500) return { ok: false, reason: "unavailable" };
  return explain(await response.json().catch(() => ({})));
}

function explain(problem: { code?: string; errors?: { pointer: string; message: string }[] }): AuthResult {
  const about = fieldOfCode[problem.code ?? ""];
  const [first] = problem.errors ?? [];
  if (about) return { ok: false, reason: "invalid", ...about };
  if (first?.pointer === "/name")
    return { ok: false, reason: "invalid", field: "name", message: `Use 1 to ${nameMaxLength} characters` };
  if (first?.pointer === "/password")
    return { ok: false, reason: "invalid", field: "password", message: first.message };
  if (problem.code === "forbidden") return { ok: false, reason: "origin" };
  if (problem.code?.startsWith("USER_ALREADY_EXISTS")) return { ok: false, reason: "taken" };
  return { ok: false, reason: "refused" };
}
