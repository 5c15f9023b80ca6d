import { and, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import { signInFailuresMax, signInFailureWindowSeconds } from "@/lib/contract/limits";
import { type Database, defineStatement, run } from "./client";
import { signInFailure } from "./schema/auth";

const { key, count, expiresAt } = signInFailure;
const [first, second] = [sql`${sql.placeholder("first")}::text`, sql`${sql.placeholder("second")}::text`];
const isOneOf = sql`${key} in (${first}, ${second})`;
const isFull = and(gt(expiresAt, sql`now()`), sql`${count} >= ${signInFailuresMax}`);
const isOver = sql`${expiresAt} <= now()`;
const windowEnd = sql`now() + interval '1 second' * ${sql.raw(String(signInFailureWindowSeconds))}`;

/** Counts one more under a key, unless it has reached the limit: then there is no row. */
function countOne(database: Database, rows: SQL) {
  return database
    .insert(signInFailure)
    .select(sql`select keys.key, 1, ${windowEnd} from (${rows}) as keys (key) where keys.key is not null`)
    .onConflictDoUpdate({
      target: key,
      set: {
        count: sql`case when ${isOver} then 1 else ${count} + 1 end`,
        expiresAt: sql`case when ${isOver} then ${windowEnd} else ${expiresAt} end`,
      },
      setWhere: sql`${isOver} or ${count} < ${signInFailuresMax}`,
    })
    .returning({ key });
}

// Each is counted only if the other may, so that who is refused by the one adds nothing to the other. The second may fill
// up between this look at it and its own count; then the first was counted in vain.
const countStatement = defineStatement("sign_in_failure_count", (database) => {
  const fullSecond = database
    .select({ key })
    .from(signInFailure)
    .where(and(eq(key, second), isFull));
  const one = database.$with("one").as(countOne(database, sql`select ${first} where not exists (${fullSecond})`));
  const two = database.$with("two").as(countOne(database, sql`select ${second} from ${one}`));
  const counted = sql`(select count(*) from ${one}) + (select count(*) from ${two})`;
  const full = database
    .select({ seconds: sql`max(ceil(extract(epoch from ${expiresAt} - now())))` })
    .from(signInFailure)
    .where(and(isOneOf, isFull));
  return database
    .with(one, two)
    .select({
      isCounted: sql<boolean>`${counted} = 1 + (${second} is not null)::int`.as("is_counted"),
      isFirstCounted: sql<boolean>`exists (select from ${one})`.as("is_first_counted"),
      retryAfter: sql<number | null>`(${full})::int`.as("retry_after"),
    })
    .from(sql`(values (1)) as always`);
});

// In the order in which they are counted, or two could wait for each other.
const forgiveStatement = defineStatement("sign_in_failure_forgive", (database) => {
  const locked = database
    .$with("locked")
    .as(database.select({ key }).from(signInFailure).where(isOneOf).orderBy(key).for("update"));
  return database
    .with(locked)
    .update(signInFailure)
    .set({ count: sql`greatest(${count} - 1, 0)` })
    .where(inArray(key, database.select({ key: locked.key }).from(locked)))
    .returning({ key });
});

/** What a try to sign in is counted under, hashed; the second may be absent, and sorts behind the first. */
export type FailureKeys = { first: string; second: string | null };

/**
 * Counts a try to sign in as failed before it is judged, so that however many come at once no more than the limit are.
 * @returns undefined, or after how many seconds to try again where the limit is reached
 * @throws DatabaseError
 */
export async function countSignInFailure(keys: FailureKeys): Promise<number | undefined> {
  const [row] = await run(countStatement, keys);
  if (row?.isCounted) return undefined;
  if (row?.isFirstCounted) await forgiveSignInFailure({ first: keys.first, second: null });
  return Math.max(1, row?.retryAfter ?? signInFailureWindowSeconds);
}

/** Takes back what was counted for a try that did not fail. Throws a DatabaseError. */
export async function forgiveSignInFailure(keys: FailureKeys): Promise<void> {
  await run(forgiveStatement, keys);
}
