import { createHmac } from "node:crypto";
import { createSigningKey, listSigningKeys, type SigningKey } from "@/db/keys";
import { authSecret } from "@/lib/env";
import { forget, once } from "@/lib/once";

const rotationMs = 30 * 24 * 3600 * 1000;
// Longer than a token lives and verifiers remember its key.
const graceMs = 24 * 3600 * 1000;

/** A one-way name of this deployment's secret: keys that another secret encrypts are not ours. */
export const secretId = once("secret-id", () =>
  createHmac("sha256", authSecret()).update("signing keys").digest("hex").slice(0, 32),
);

/** The keys that tokens of this deployment may be signed with, newest first, those within their grace included. */
export function listOwnKeys(): Promise<SigningKey[]> {
  return listSigningKeys(secretId(), new Date(Date.now() - graceMs));
}

/** What kind of key is generated. */
export const keyKind = { alg: "EdDSA", crv: "Ed25519" } as const;

type GeneratedKey = { publicKey: string; privateKey: string };

/** Keeps a generated key for the current rotation period, or returns the one that was kept first. */
export async function keepKey({ publicKey, privateKey }: GeneratedKey): Promise<SigningKey> {
  const now = Date.now();
  const period = Math.floor(now / rotationMs);
  const expiresAt = new Date((period + 1) * rotationMs);
  const key = {
    publicKey,
    privateKey,
    ...keyKind,
    secretId: secretId(),
    period,
    createdAt: new Date(now),
    expiresAt,
  };
  const kept = await createSigningKey(key, new Date(now - graceMs));
  // Those who verify in this process need not find out by a token that they don't know.
  forget("keyring");
  return kept;
}
