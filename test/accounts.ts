import { randomUUID } from "node:crypto";
import { type CallAnswer, type CallOptions, call } from "./api";

export const password = "correct horse battery";

let lastAddress = 0;

/** Every test calls from an address of its own, so that the limits stay on and nobody meets another's. */
export function newAddress(): string {
  lastAddress++;
  return `10.9.${lastAddress >> 8}.${lastAddress & 255}`;
}

/** Posts to a path below /api/auth, from a new address unless the headers have one. */
export function post(path: string, body: unknown, { headers = {}, ...options }: CallOptions = {}): Promise<CallAnswer> {
  const client = headers["x-tend-client-address"] ?? newAddress();
  return call("POST", `/api/auth${path}`, {
    body,
    ...options,
    headers: { ...headers, "x-tend-client-address": client },
  });
}

/** The cookies that an answer sets, as a browser would send them back. */
export function cookiesOf({ headers }: CallAnswer): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}

/** A new account, with what signing up answered. */
export async function signUp(options: CallOptions = {}) {
  const email = `${randomUUID()}@example.com`;
  const answer = await post("/sign-up/email", { name: "Ada", email, password }, options);
  if (answer.status !== 200) throw new Error(`sign-up: ${answer.status} ${answer.text}`);
  return { email, session: answer.headers.get("set-auth-token") ?? "", cookie: cookiesOf(answer) };
}

/** Takes a JWT for the token of a session. */
export const getToken = (session: string): Promise<CallAnswer> =>
  call("GET", "/api/auth/token", { token: session, headers: { "x-tend-client-address": newAddress() } });
