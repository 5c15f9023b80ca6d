import type { z } from "zod";
import { countSignInFailure, forgiveSignInFailure } from "@/db/sign-in-failures";
import { watchOutage } from "@/db/usage";
import { deleteUnfinishedUser } from "@/db/users";
import { keepKnownBrowser, keepSessionBrowser, saysKnownBrowser } from "@/lib/auth/known-browser";
import { findPasswordFlaw, passwordFlaws } from "@/lib/auth/password-flaw";
import { getAuth } from "@/lib/auth/server";
import { getFailureKeys } from "@/lib/auth/sign-in-keys";
import { type AuthBody, authCalls, type SignUp } from "@/lib/contract/auth";
import {
  authBodyMaxBytes,
  passwordMaxLength,
  passwordMinLength,
  signInFailuresMax,
  signInFailureWindowSeconds,
} from "@/lib/contract/limits";
import { apiSecurityHeaders } from "@/lib/security-headers";
import { readJson } from "./body";
import type { Observation } from "./observation";
import { ApiError, rateLimited } from "./problem";
import { everyMethod } from "./route";
import { isSameOrigin, refuseForeignOrigin } from "./same-origin";
import { validate, validationFailed } from "./validation";

/**
 * Better Auth's own answers to the calls that are open, but for what it would get wrong: a page of another origin is 403
 * before anything happens, a body past 64 KiB is 413, what the contract does not know is 422 or 404 before it is counted
 * or kept, a session that is signed in over ends, `Retry-After` stands beside its `X-Retry-After`, and whenever the database
 * was unavailable underneath the answer is 503. By itself it says 401 on /token, 200 on /sign-out and 500 on /sign-in.
 */
export const authRoute = everyMethod("/api/auth/{path}", async (request, _, observation) => {
  observation.hidesTiming = true;
  refuseForeignOrigin(request);
  // As it is written: under another spelling of a path, Better Auth would count its calls for themselves.
  const path = new URL(request.url).pathname.replace(/^\/api\/auth(?=\/)/, "");
  const call = Object.hasOwn(authCalls, path) ? authCalls[path] : undefined;
  if (!call) throw new ApiError("not_found");
  observation.route = `/api/auth${path}`;
  const allow = `${call.method}, OPTIONS`;
  // Without what a browser asks about another origin: there, nobody signs in.
  if (request.method === "OPTIONS") return { status: 204, headers: { Allow: allow } };
  if (request.method !== call.method) throw new ApiError("method_not_allowed", { headers: { Allow: allow } });
  const { checked, data } = call.body ? await checkBody(request, call.body) : { checked: request, data: {} };
  const { outcome, wasUnavailable } = await watchOutage(async () => {
    const { handler, api } = await getAuth();
    if (data.email === undefined) {
      const answer = await handler(checked);
      return answer.ok && sessionPaths.includes(path) ? knowSessionBrowser(request, answer) : answer;
    }
    const isSignUp = data.name !== undefined;
    const answer = await (isSignUp ? signUp(handler, checked, data) : signIn(handler, checked, data.email));
    if (!answer.ok) return answer;
    // The browser and the program that has this answer forget them.
    for (const headers of splitCredentials(request.headers)) await api.signOut({ headers });
    answer.headers.append("Set-Cookie", keepKnownBrowser(request.headers, data.email));
    return answer;
  });
  if (wasUnavailable) throw new ApiError("unavailable");
  if (outcome.status === "rejected") throw outcome.reason;
  return finish(outcome.value, observation);
});

// What pages and programs show a session at.
const sessionPaths = ["/token", "/get-session"];

/** The same answer, which has the browser of a live session be known; one from an older release is not. */
async function knowSessionBrowser(request: Request, answer: Response): Promise<Response> {
  const cookie = request.headers.get("cookie");
  // What a page of another origin has a browser send may lack the cookie that is there.
  if (cookie === null || saysKnownBrowser(request.headers) || !isSameOrigin(request)) return answer;
  const { api } = await getAuth();
  const found = await api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } });
  if (found) answer.headers.append("Set-Cookie", keepSessionBrowser(found.session.id, found.user.email));
  return answer;
}

type Send = (request: Request) => Promise<Response>;

/** Signs up; once more, where nothing was in the way but a user whom the database left half made. */
async function signUp(send: Send, request: Request, account: SignUp): Promise<Response> {
  await refuseWeakPassword(account);
  // A body can be read once.
  const answer = await send(request.clone());
  return answer.status === 422 && (await deleteUnfinishedUser(account.email)) ? send(request) : answer;
}

/** Refuses a password that is too easy to guess; of what is too short or too long Better Auth has the word. */
async function refuseWeakPassword(account: SignUp): Promise<void> {
  const { length } = account.password;
  if (length < passwordMinLength || length > passwordMaxLength) return;
  const flaw = await findPasswordFlaw(account);
  if (flaw) throw validationFailed([{ pointer: "/password", code: flaw, message: passwordFlaws[flaw] }]);
}

/** Signs in, unless it has failed too often: a wrong password is counted before it is judged, a right one taken back. */
async function signIn(send: Send, request: Request, email: string): Promise<Response> {
  const keys = getFailureKeys(request.headers, email);
  const retryAfter = await countSignInFailure(keys);
  if (retryAfter !== undefined) {
    throw rateLimited("failed sign-ins", signInFailuresMax, retryAfter, signInFailureWindowSeconds);
  }
  let hasFailed = false;
  try {
    const answer = await send(request);
    hasFailed = answer.status === 401;
    return answer;
  } finally {
    if (!hasFailed) await forgiveSignInFailure(keys);
  }
}

/** What a request may prove a session with, each by itself, for Better Auth looks at one of the two. */
function splitCredentials(given: Headers): Headers[] {
  return ["cookie", "authorization"].flatMap((name) => {
    const value = given.get(name);
    return value === null ? [] : new Headers({ [name]: value });
  });
}

/** The same request with a body that the contract knows, and that body. */
async function checkBody(request: Request, schema: z.ZodType<AuthBody>): Promise<{ checked: Request; data: AuthBody }> {
  const body = (await readJson(request, { maxBytes: authBodyMaxBytes })) ?? {};
  const { data, errors } = validate(schema, body);
  if (errors) throw validationFailed(errors);
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  const { url, method } = request;
  return { checked: new Request(url, { method, headers, body: JSON.stringify(data) }), data };
}

/** Better Auth's answer with the headers that every answer has. */
function finish(response: Response, observation: Observation): Response {
  if (response.status >= 500) throw new Error("Better Auth failed");
  const headers = new Headers(response.headers);
  const ours = { ...apiSecurityHeaders, ...observation.toHeaders() };
  for (const [name, value] of Object.entries(ours)) headers.set(name, value);
  if (!headers.has("cache-control")) headers.set("Cache-Control", "private, no-store");
  const retryAfter = headers.get("x-retry-after");
  if (retryAfter) headers.set("Retry-After", retryAfter);
  return new Response(response.body, { status: response.status, headers });
}
