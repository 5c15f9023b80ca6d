import { type SQL, sql } from "drizzle-orm";
import { getConnection } from "@/db/client";
import { user } from "@/db/schema/auth";

/** Runs any SQL, as only tests may. */
export async function execute(query: SQL): Promise<Record<string, unknown>[]> {
  const { database } = await getConnection();
  // Drizzle's databases have it; the type that the rest of the code sees hides it.
  const { rows } = await (
    database as unknown as { execute(query: SQL): Promise<{ rows: Record<string, unknown>[] }> }
  ).execute(query);
  return rows;
}

/** Leaves nothing of a test behind but the signing keys. */
export async function emptyDatabase(): Promise<void> {
  await execute(sql`delete from "user"`);
  await execute(sql`delete from rate_limit`);
  await execute(sql`delete from sign_in_failure`);
}

let count = 0;

/** A person, without the cost of hashing a password. */
export async function insertUser(): Promise<string> {
  const { database } = await getConnection();
  count++;
  const [row] = await database
    .insert(user)
    .values({ name: `Person ${count}`, email: `person-${count}-${process.pid}@example.com` })
    .returning({ id: user.id });
  if (!row) throw new Error("no user was made");
  return row.id;
}

/** Everything that the database holds of a person's tasks, or of everybody's, to compare before and after. */
export async function dumpTasks(owner?: string): Promise<string> {
  const tables = ["task", "task_tombstone", "user_clock", "user_storage", "idempotency_key"].map(
    (name) => sql`select ${name}::text as name, to_jsonb(row)::text as row from ${sql.identifier(name)} as row
      where ${owner ?? null}::uuid is null or user_id = ${owner ?? null}::uuid`,
  );
  const rows = await execute(sql`${sql.join(tables, sql` union all `)} order by name, row`);
  return rows.map(({ name, row }) => `${name} ${row}`).join("\n");
}
