import { and, desc, eq, gt, sql } from "drizzle-orm";
import { defineStatement, run } from "./client";
import { jwks } from "./schema/auth";

export type SigningKey = typeof jwks.$inferSelect;
export type NewSigningKey = Omit<typeof jwks.$inferInsert, "id">;

const secretId = sql.placeholder("secretId");
const keptUntil = sql.placeholder("keptUntil");

const listStatement = defineStatement("key_list", (database) =>
  database
    .select()
    .from(jwks)
    .where(and(eq(jwks.secretId, secretId), gt(jwks.expiresAt, sql`${keptUntil}::timestamptz`)))
    .orderBy(desc(jwks.createdAt)),
);

/** The keys that this secret encrypts and that expire after `keptUntil`, newest first. */
export function listSigningKeys(secretId: string, keptUntil: Date): Promise<SigningKey[]> {
  return run(listStatement, { secretId, keptUntil: keptUntil.toISOString() });
}

const createStatement = defineStatement("key_create", (database) => {
  const expired = database.$with("expired").as(
    database
      .delete(jwks)
      .where(and(eq(jwks.secretId, secretId), sql`${jwks.expiresAt} <= ${keptUntil}::timestamptz`))
      .returning({ id: jwks.id }),
  );
  return (
    database
      .with(expired)
      .insert(jwks)
      .values({
        secretId,
        period: sql.placeholder("period"),
        publicKey: sql.placeholder("publicKey"),
        privateKey: sql.placeholder("privateKey"),
        createdAt: sql`${sql.placeholder("createdAt")}::timestamptz`,
        expiresAt: sql`${sql.placeholder("expiresAt")}::timestamptz`,
        alg: sql.placeholder("alg"),
        crv: sql.placeholder("crv"),
      })
      // The loser of a race gets the winner's key; `do nothing` would give him none.
      .onConflictDoUpdate({ target: [jwks.secretId, jwks.period], set: { period: sql`excluded.period` } })
      .returning()
  );
});

/** Keeps a new key and deletes those that expired before `keptUntil`. One key per secret and period: the first. */
export async function createSigningKey(
  { createdAt, expiresAt, ...key }: NewSigningKey,
  keptUntil: Date,
): Promise<SigningKey> {
  const [row] = await run(createStatement, {
    crv: null,
    ...key,
    createdAt: (createdAt ?? new Date()).toISOString(),
    expiresAt: expiresAt.toISOString(),
    keptUntil: keptUntil.toISOString(),
  });
  if (!row) throw new RangeError("no key was kept");
  return row;
}
