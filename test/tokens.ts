import { randomUUID } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { getConnection } from "@/db/client";
import { jwks } from "@/db/schema/auth";
import { secretId } from "@/lib/auth/keys";
import { forget, once } from "@/lib/once";

type SigningKey = Parameters<SignJWT["sign"]>[0];

const makeKeyPair = once("test-key-pair", async () => {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  return { kid: randomUUID(), publicJwk: await exportJWK(publicKey), publicKey, privateKey };
});

/** A signing key of this deployment whose private half the tests have. Better Auth, which signs with the newest, leaves it alone. */
export const getTestKey = once("test-key", keepTestKey);

/** Other tests delete keys, or let them expire: each looks again, once. */
export function forgetTestKey(): void {
  forget("test-key");
}

async function keepTestKey() {
  const pair = await makeKeyPair();
  const { database } = await getConnection();
  const isKept = and(eq(jwks.id, pair.kid), eq(jwks.secretId, secretId()), gt(jwks.expiresAt, new Date()));
  if ((await database.select({ id: jwks.id }).from(jwks).where(isKept)).length > 0) return pair;
  await database.delete(jwks).where(eq(jwks.id, pair.kid));
  await database.insert(jwks).values({
    id: pair.kid,
    publicKey: JSON.stringify(pair.publicJwk),
    privateKey: "kept by the tests",
    createdAt: new Date("2000-01-01"),
    expiresAt: new Date(Date.now() + 24 * 3600 * 1000),
    alg: "EdDSA",
    crv: "Ed25519",
    secretId: secretId(),
    period: -1,
  });
  forget("keyring");
  return pair;
}

export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

type Forgery = {
  /** Over the usual claims; undefined leaves one out. */
  claims?: Record<string, unknown>;
  /** Over the usual header. */
  header?: Record<string, unknown>;
  key?: SigningKey;
};

const withoutUndefined = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** A token of any kind. With nothing but a subject it is a valid one. */
export async function forgeToken(sub: string | undefined, { claims, header, key }: Forgery = {}): Promise<string> {
  const { kid, privateKey } = await getTestKey();
  const origin = "http://localhost:3000";
  const usual = { sub, iss: origin, aud: origin, iat: inSeconds(0), exp: inSeconds(900) };
  return await new SignJWT(withoutUndefined({ ...usual, ...claims }))
    .setProtectedHeader({ alg: "EdDSA", ...withoutUndefined({ kid, ...header }) })
    .sign(key ?? privateKey);
}

/** A token without a signature, or with somebody else's: header and claims as they are. */
export function assembleToken(header: unknown, claims: unknown, signature = ""): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode(header)}.${encode(claims)}.${signature}`;
}
