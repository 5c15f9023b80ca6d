import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { type Postgres, startPostgres } from "../test/postgres";

/** As production has it where it costs: every commit is on the disk before it is acknowledged. */
export const settings = {
  fsync: "on",
  synchronous_commit: "on",
  shared_buffers: "512MB",
  max_wal_size: "4GB",
};

export const readerTasks = 1000;
const writerTasks = 10;
const largePeople = 1000;
const largeTasksEach = 1000;
/** Tasks of each person that the requests go round. */
const targetCount = 10;

/** A person of the bench and some of his tasks. */
export type Person = { id: string; taskIds: string[] };

export type Dataset = {
  name: "small" | "large";
  url: string;
  /** The first has `readerTasks` tasks in both datasets and reads; all of them write. */
  people: Person[];
  taskCount: number;
  version: string;
};

export async function startDatabase(): Promise<Postgres> {
  return startPostgres({ maxConnections: 300, settings });
}

/** Runs SQL on a connection of its own. */
async function query(url: string, text: string, values: unknown[] = []): Promise<{ rows: Record<string, unknown>[] }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}

export async function insertPeople(url: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await query(
    url,
    `insert into "user" (id, name, email, email_verified)
      select id, 'Person ' || number, 'person-' || number || '@example.com', true
      from unnest($1::uuid[]) with ordinality as person (id, number)`,
    [ids],
  );
  return ids;
}

/** 1,000 tasks of the first person and a few of each other. */
export async function seedSmall(url: string, ids: string[]): Promise<Dataset> {
  const counts = ids.map((_, index) => (index === 0 ? readerTasks : writerTasks));
  await insertTasks(url, ids, counts);
  return describeDataset("small", url, ids);
}

/** 1,000 tasks of each of 1,000 people, 1,000,000 in all. */
export async function seedLarge(url: string, ids: string[]): Promise<Dataset> {
  await query(
    url,
    `insert into "user" (name, email) select 'Other ' || number, 'other-' || number || '@example.com'
      from generate_series(1, $1) as number`,
    [Math.max(0, largePeople - ids.length)],
  );
  const { rows } = await query(url, 'select id from "user"');
  const everyone = rows.map(({ id }) => String(id));
  await insertTasks(
    url,
    everyone,
    everyone.map(() => largeTasksEach),
  );
  return describeDataset("large", url, ids);
}

/**
 * People's tasks are mixed in the table, as time mixes them: a page of one person's is on as many pages of the table.
 * Positions begin with `j`, before those that Tend gives (`k`), so that what the bench creates is behind them.
 */
async function insertTasks(url: string, ids: string[], counts: number[]): Promise<void> {
  await query(
    url,
    `insert into task (user_id, id, title, description, completed_at, priority, due_date, due_time, position, revision)
      select owner, uuidv7(), 'Task number ' || number || ' of the benchmark',
        case when number % 3 = 0 then 'Milk, bread and two dozen eggs, if there are any; otherwise nothing at all' else '' end,
        case when number % 4 = 0 then now() - number * interval '1 hour' end, number % 4,
        case when number % 2 = 0 then current_date + number % 60 end, case when number % 6 = 0 then time '09:30' end,
        'j' || lpad(to_hex(number), 10, '0'), number
      from unnest($1::uuid[], $2::int[]) as person (owner, count), generate_series(1, $3) as number
      where number <= count order by number, owner`,
    [ids, counts, Math.max(...counts)],
  );
  await query(
    url,
    "insert into user_clock (user_id, revision) select id, count from unnest($1::uuid[], $2::int[]) as person (id, count)",
    [ids, counts],
  );
  await query(url, "vacuum (analyze)");
  await query(url, "checkpoint");
}

async function describeDataset(name: Dataset["name"], url: string, ids: string[]): Promise<Dataset> {
  const { rows } = await query(
    url,
    `select owner, (select array_agg(id::text) from (select id from task where user_id = owner order by position limit $2) page) as tasks
      from unnest($1::uuid[]) with ordinality as person (owner, number) order by number`,
    [ids, targetCount],
  );
  const count = await query(url, "select count(*) as count, current_setting('server_version') as version from task");
  return {
    name,
    url,
    people: rows.map(({ owner, tasks }) => ({ id: String(owner), taskIds: Array.isArray(tasks) ? tasks : [] })),
    taskCount: Number(count.rows[0]?.count),
    version: String(count.rows[0]?.version),
  };
}

/** Deletes what the bench has created and clears what it has left behind, so that rounds start alike. */
export async function resetDataset({ url, people }: Dataset): Promise<void> {
  await query(url, "delete from task where user_id = any($1) and position >= 'k'", [people.map(({ id }) => id)]);
  await query(url, "vacuum task, user_clock");
}
