import { and, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { idempotencyKeyLifetimeHours, tombstoneLifetimeDays, trashLifetimeDays } from "@/lib/contract/limits";
import { defineStatement, run, type Statement } from "./client";
import { lockClock } from "./clock";
import { rateLimit, session, signInFailure, verification } from "./schema/auth";
import { idempotencyKey, task, taskTombstone, userClock } from "./schema/tasks";
import { countStorage, longUncounted, recountStorage, textBytes, tombstoneBytes } from "./storage";

const owner = sql.placeholder("owner");
const before = sql`${sql.placeholder("before")}::timestamptz`;
const batchSize = 1000;
const hourMs = 3_600_000;
const recountEveryHours = 7 * 24;

/** How many rows of each kind have left. */
export type Swept = Record<
  "tasks" | "tombstones" | "idempotencyKeys" | "sessions" | "verifications" | "rateLimits" | "signInFailures",
  number
>;

/** The people who have such rows, some at a time. */
function defineOwners(
  name: string,
  table: typeof task | typeof taskTombstone | typeof idempotencyKey,
  since: PgColumn,
): Statement<{ owner: string }> {
  return defineStatement(name, (database) =>
    database
      .select({ owner: table.userId })
      .from(table)
      .where(lt(since, before))
      .groupBy(table.userId)
      .limit(batchSize),
  );
}

const trashOwners = defineOwners("sweep_trash_owners", task, task.deletedAt);
const tombstoneOwners = defineOwners("sweep_tombstone_owners", taskTombstone, taskTombstone.deletedAt);

// As every write, these lock the owner's clock first, so that nothing deadlocks and nobody restores a task meanwhile.
const trashStatement = defineStatement("sweep_trash", (database) => {
  const clock = lockClock(database);
  const old = database.$with("old").as(
    database
      .select({ id: task.id })
      .from(clock)
      .innerJoin(task, and(eq(task.userId, owner), lt(task.deletedAt, before)))
      .limit(batchSize),
  );
  const gone = database.$with("gone").as(
    database
      .delete(task)
      .where(
        and(
          eq(task.userId, owner),
          // Once more, for a row that somebody restored while this waited for the clock.
          lt(task.deletedAt, before),
          inArray(task.id, database.select({ id: old.id }).from(old)),
        ),
      )
      .returning({ id: task.id, bytes: textBytes(task).as("text_bytes") }),
  );
  const stored = countStorage(
    database,
    sql`select ${owner}::uuid, -count(*), count(*) * ${tombstoneBytes} - sum(${gone.bytes}) from ${gone} having count(*) > 0`,
  );
  // A revision for each, or a page of changes that ends between two would lose the second.
  const tombstone = database.$with("tombstone").as(
    database
      .insert(taskTombstone)
      .select(
        sql`select ${owner}::uuid, ${gone.id}, ${clock.revision} + row_number() over (order by ${gone.id}), now() from ${gone}, ${clock}`,
      )
      .onConflictDoUpdate({
        target: [taskTombstone.userId, taskTombstone.id],
        set: { revision: sql`excluded.revision`, deletedAt: sql`excluded.deleted_at` },
      })
      .returning({ id: taskTombstone.id }),
  );
  const bumped = database.$with("bumped").as(
    database
      .update(userClock)
      .set({ revision: sql`${userClock.revision} + (select count(*) from ${gone})` })
      .where(eq(userClock.userId, owner))
      .returning({ revision: userClock.revision }),
  );
  return database
    .with(clock, old, gone, stored, tombstone, bumped)
    .select({ count: sql<number>`count(*)::int` })
    .from(gone);
});

const tombstoneStatement = defineStatement("sweep_tombstones", (database) => {
  const clock = lockClock(database);
  const old = database.$with("old").as(
    database
      .select({ id: taskTombstone.id })
      .from(clock)
      .innerJoin(taskTombstone, and(eq(taskTombstone.userId, owner), lt(taskTombstone.deletedAt, before)))
      // The oldest first: the horizon may pass over no deletion that is kept.
      .orderBy(taskTombstone.revision)
      .limit(batchSize),
  );
  const gone = database.$with("gone").as(
    database
      .delete(taskTombstone)
      .where(and(eq(taskTombstone.userId, owner), inArray(taskTombstone.id, database.select({ id: old.id }).from(old))))
      .returning({ revision: taskTombstone.revision }),
  );
  const raised = database.$with("raised").as(
    database
      .update(userClock)
      .set({ horizon: sql`greatest(${userClock.horizon}, (select max(${gone.revision}) from ${gone}))` })
      .where(eq(userClock.userId, owner))
      .returning({ horizon: userClock.horizon }),
  );
  return database.with(clock, old, gone, raised).select({ count: sql<number>`count(*)::int` }).from(gone);
});

/** Rows that nothing depends on. Two that sweep at once take different ones. */
function defineDelete(name: string, table: PgTable, key: PgColumn[], isOld: SQL): Statement<{ count: number }> {
  return defineStatement(name, (database) => {
    const columns = sql.join(
      key.map((column) => sql`${column}`),
      sql`, `,
    );
    const old = sql`select ${columns} from ${table} where ${isOld} limit ${sql.raw(String(batchSize))} for update skip locked`;
    const gone = database.$with("gone").as(
      database
        .delete(table)
        .where(sql`(${columns}) in (${old})`)
        .returning({ one: sql`1`.as("one") }),
    );
    return database.with(gone).select({ count: sql<number>`count(*)::int` }).from(gone);
  });
}

const keyOwners = defineOwners("sweep_key_owners", idempotencyKey, idempotencyKey.createdAt);
const keyStatement = defineDelete(
  "sweep_idempotency_keys",
  idempotencyKey,
  [idempotencyKey.userId, idempotencyKey.key],
  sql`${eq(idempotencyKey.userId, owner)} and ${lt(idempotencyKey.createdAt, before)}`,
);
const sessionStatement = defineDelete("sweep_sessions", session, [session.id], lt(session.expiresAt, before));
const verificationStatement = defineDelete(
  "sweep_verifications",
  verification,
  [verification.id],
  lt(verification.expiresAt, before),
);
const rateLimitStatement = defineDelete(
  "sweep_rate_limits",
  rateLimit,
  [rateLimit.id],
  sql`${rateLimit.lastRequest} < extract(epoch from ${before}) * 1000`,
);
const signInFailureStatement = defineDelete(
  "sweep_sign_in_failures",
  signInFailure,
  [signInFailure.key],
  lt(signInFailure.expiresAt, before),
);

type Values = { before: string; owner?: string };

/**
 * Lets old things leave: what has been in the trash for 30 days, idempotency keys after a day, deletions after 90 days
 * (who has not followed since then starts again), and what has expired of sessions, verifications and sign-in limits.
 * Counts again what people keep, each once a week.
 * In small batches, each a statement of its own, until the time is over; safe to run at any time, twice at once too.
 * Throws a DatabaseError.
 */
export async function sweep(now: Date, limitMs: number): Promise<Swept> {
  const until = Date.now() + limitMs;
  const ago = (hours: number): Values => ({ before: new Date(now.getTime() - hours * hourMs).toISOString() });

  const failures: unknown[] = [];

  async function repeat(statement: Statement<{ count: number }>, values: Values): Promise<number> {
    let total = 0;
    while (Date.now() < until) {
      const [{ count } = { count: 0 }] = await run(statement, values);
      total += count;
      if (count < batchSize) break;
    }
    return total;
  }

  async function repeatForOwners(
    owners: Statement<{ owner: string }>,
    values: Values,
    work: (values: Required<Values>) => Promise<number>,
  ): Promise<number> {
    let total = 0;
    while (Date.now() < until) {
      const found = await run(owners, values);
      for (const { owner } of found) {
        try {
          if (Date.now() < until) total += await work({ ...values, owner });
        } catch (error) {
          // Somebody writes all the time, say: the others are not to wait for them.
          failures.push(error);
        }
      }
      if (found.length < batchSize || failures.length > 0) break;
    }
    return total;
  }

  const swept = {
    idempotencyKeys: await repeatForOwners(keyOwners, ago(idempotencyKeyLifetimeHours), async (values) => {
      const count = await repeat(keyStatement, values);
      await recountStorage(values.owner);
      return count;
    }),
    sessions: await repeat(sessionStatement, ago(0)),
    verifications: await repeat(verificationStatement, ago(0)),
    rateLimits: await repeat(rateLimitStatement, ago(24)),
    signInFailures: await repeat(signInFailureStatement, ago(0)),
    tasks: await repeatForOwners(trashOwners, ago(trashLifetimeDays * 24), (values) => repeat(trashStatement, values)),
    tombstones: await repeatForOwners(tombstoneOwners, ago(tombstoneLifetimeDays * 24), (values) =>
      repeat(tombstoneStatement, values),
    ),
  };
  await repeatForOwners(longUncounted, ago(recountEveryHours), async ({ owner }) => {
    await recountStorage(owner);
    return 1;
  });
  if (failures.length > 0) throw failures[0];
  return swept;
}
