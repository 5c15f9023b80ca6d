import { randomBytes } from "node:crypto";
import { appOrigin } from "@/lib/env";
import { hashWithSecret } from "./keyed-hash";

const cookieName = "tend.known_browser";
// As long as a browser keeps one: https://developer.chrome.com/blog/cookie-max-age-expires
const lifetimeSeconds = 400 * 24 * 3600;
const accountsMax = 5;

const idLength = 22;
const idPattern = new RegExp(`^[\\w-]{${idLength}}$`);
const proofPattern = /^[\w-]{43}$/;

type KnownBrowser = { id: string; proofs: string[] };

/** What proves that a browser has signed in with an address; the address can't be read from it. */
const prove = (id: string, email: string) => hashWithSecret("known browser", `${id}\0${email.toLowerCase()}`);

function readCookie(headers: Headers): KnownBrowser | undefined {
  const cookies = (headers.get("cookie") ?? "").split(";").map((cookie) => cookie.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  const [id = "", ...proofs] = (value ?? "").split(".");
  return idPattern.test(id) ? { id, proofs: proofs.filter((proof) => proofPattern.test(proof)) } : undefined;
}

/** Whether the browser that asks says that it is known, rightly or not. */
export const saysKnownBrowser = (headers: Headers): boolean => readCookie(headers) !== undefined;

/** The id of the browser that asks, if it has signed in with this address before. */
export function findKnownBrowser(headers: Headers, email: string): string | undefined {
  const browser = readCookie(headers);
  return browser?.proofs.includes(prove(browser.id, email)) ? browser.id : undefined;
}

/** The Set-Cookie by which the browser that asks is known from now on to have signed in with this address. */
export function keepKnownBrowser(headers: Headers, email: string): string {
  const { id, proofs } = readCookie(headers) ?? { id: randomBytes(16).toString("base64url"), proofs: [] };
  const proof = prove(id, email);
  const kept = [proof, ...proofs.filter((other) => other !== proof)].slice(0, accountsMax);
  return toSetCookie(id, kept);
}

/**
 * The Set-Cookie by which the browser of a live session is known from now on. Its id is the session's, and none that the
 * caller chose, or a stolen session could be as many browsers as it liked, with each one's tries.
 */
export function keepSessionBrowser(sessionId: string, email: string): string {
  const id = hashWithSecret("browser of a session", sessionId).slice(0, idLength);
  return toSetCookie(id, [prove(id, email)]);
}

function toSetCookie(id: string, proofs: string[]): string {
  const secure = appOrigin().startsWith("https:") ? "; Secure" : "";
  return `${cookieName}=${[id, ...proofs].join(".")}; Max-Age=${lifetimeSeconds}; Path=/api/auth; HttpOnly; SameSite=Strict${secure}`;
}
