import { hash } from "node:crypto";
import { decodeProtectedHeader, errors, importJWK, jwtVerify } from "jose";
import { listOwnKeys } from "@/lib/auth/keys";
import { clockToleranceSeconds, tokenLifetimeSeconds } from "@/lib/contract/limits";
import { appOrigin } from "@/lib/env";
import { once } from "@/lib/once";
import { ApiError } from "./problem";

const keysMaxAgeMs = 10 * 60_000;
const unknownKeyCooldownMs = 30_000;
const failedReadCooldownMs = 250;
const rememberedMs = 60_000;
const rememberedMax = 10_000;

type Keys = Map<string, Awaited<ReturnType<typeof importJWK>>>;

/** The public keys of this deployment. Reading them is the only SQL that authentication costs. */
const keyring = once("keyring", () => {
  let keys: Keys = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    triedAt = Date.now();
    try {
      const rows = await listOwnKeys();
      const entries = rows.map(
        async ({ id, publicKey }) => [id, await importJWK(JSON.parse(publicKey), "EdDSA")] as const,
      );
      keys = new Map(await Promise.all(entries));
      readAt = Date.now();
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    reading = undefined;
  }

  return async function getKey(id: string) {
    const isStale = Date.now() - readAt > keysMaxAgeMs;
    const cooldownMs = failure ? failedReadCooldownMs : unknownKeyCooldownMs;
    const mayRead = reading !== undefined || Date.now() - triedAt > cooldownMs;
    if ((isStale || !keys.has(id)) && mayRead) {
      reading ??= read();
      // Who has a known key does not wait: a silent database may hold a request once, in its own statement.
      if (!keys.has(id)) await reading;
    }
    // A key that can't be looked up is not a key that there isn't.
    if (failure && !keys.has(id)) throw failure;
    return keys.get(id);
  };
});

type Verified = { owner: string; until: number };

/** Tokens that were verified, by their hash, for a signature is dear to check. The oldest leave first. */
const remembered = once("verified-tokens", () => new Map<string, Verified>());

function remember(name: string, verified: Verified): void {
  const tokens = remembered();
  tokens.delete(name);
  if (tokens.size >= rememberedMax) {
    const oldest = tokens.keys().next();
    if (!oldest.done) tokens.delete(oldest.value);
  }
  tokens.set(name, verified);
}

const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function verify(token: string): Promise<Verified> {
  const { kid } = decodeProtectedHeader(token);
  const key = typeof kid === "string" ? await keyring()(kid) : undefined;
  if (!key) throw new ApiError("token_invalid");
  const origin = appOrigin();
  const { payload } = await jwtVerify(token, key, {
    algorithms: ["EdDSA"],
    issuer: origin,
    audience: origin,
    requiredClaims: ["sub", "iat", "exp"],
    maxTokenAge: tokenLifetimeSeconds,
    clockTolerance: clockToleranceSeconds,
  });
  const { sub = "", exp = 0 } = payload;
  if (typeof sub !== "string" || !isUuid.test(sub)) throw new ApiError("token_invalid");
  return { owner: sub, until: Math.min(exp * 1000, Date.now() + rememberedMs) };
}

/**
 * The user that a request's bearer token speaks for. Nothing else is looked at, no cookie in particular.
 * @throws ApiError unauthenticated, token_expired, token_invalid; a DatabaseError if the keys can't be read
 */
export async function authenticate(headers: Headers): Promise<string> {
  const token = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (!token) throw new ApiError("unauthenticated");
  const name = hash("sha256", token, "base64");
  const known = remembered().get(name);
  if (known && known.until > Date.now()) return known.owner;
  try {
    const verified = await verify(token);
    remember(name, verified);
    return verified.owner;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new ApiError("token_expired");
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw new ApiError("token_invalid");
    throw error;
  }
}
