import { and, eq, type SQL, sql } from "drizzle-orm";
import { listLimitDefault, pageMaxBytes, searchWordsMax } from "@/lib/contract/limits";
import type { Task } from "@/lib/contract/task";
import { readWords } from "@/lib/tasks/search";
import { type Database, defineStatement, run } from "./client";
import { user } from "./schema/auth";
import { task } from "./schema/tasks";
import {
  cutPage,
  describeList,
  keepCommon,
  type ListFilter,
  type ListPage,
  listTasks,
  type PageEnd,
  toListValues,
  toPageEnd,
} from "./task-list";
import { taskColumns, toTask } from "./task-row";
import { UserGone } from "./tasks";

// What one statement looks through, so that it takes some milliseconds whatever is asked of whatever text: so many rows,
// and so many bytes for each word, which cost up to 15 ns each.
const scanRowsMax = 500;
const scanBytesMax = 128 * 1024;
const scanBytesMin = 8 * 1024;
// After it a page ends where the search is, found or not.
const searchMaxMs = 1000;
// strpos compares up to the word's length at each place of the text, so it looks for no more than the word's beginning.
const prefixLength = 4;

/**
 * The words to look for, folded: none that is part of another, the longest first, for they are the rarest.
 * @param q anything; beyond `searchWordsMax` words, more is found than was asked for
 */
function chooseWords(q: string): string[] {
  const words = [...new Set(readWords(q))].slice(0, searchWordsMax);
  const isPart = (word: string) => words.some((other) => other !== word && other.includes(word));
  return words.filter((word) => !isPart(word)).sort((one, other) => other.length - one.length);
}

/** The values that a statement of scanned rows needs beside its own. */
export function toScanValues(q: string): { words: string; scanRows: number; scanBytes: number } {
  const words = chooseWords(q);
  const scanBytes = Math.max(scanBytesMin, Math.floor(scanBytesMax / Math.max(1, words.length)));
  // What has no letters to look for is nowhere.
  return { words: JSON.stringify(words), scanRows: words.length > 0 ? scanRowsMax : 0, scanBytes };
}

const owner = sql.placeholder("owner");
// Once for the whole search, not once for each row.
const words = sql`(select array(select jsonb_array_elements_text(${sql.placeholder("words")}::jsonb)))`;

/** That a text has every word. The regular expression is the word itself; its time grows with the text alone. */
export const hasEveryWord = ({
  search,
}: {
  search: unknown;
}): SQL => sql`not exists (select from unnest(${words}) as word
  where strpos(${search}, left(word, ${sql.raw(String(prefixLength))})) = 0
    or (length(word) > ${sql.raw(String(prefixLength))} and ${search} !~ ('***=' || word)))`;

const { id, title, position, revision, createdAt, dueDate, dueTime, priority, completedAt, deletedAt } = task;
const sortFields = { id, title, position, revision, createdAt, dueDate, dueTime, priority };
const scannedColumns = { ...sortFields, completedAt, deletedAt, search: task.search };

/** An order of tasks, over any relation that has the columns that tasks are sorted by. */
export type Order = (columns: Record<keyof typeof scannedColumns, unknown>) => SQL[];

/** The rows that one statement may look through: the first of an order, each with its place and the bytes before it. */
export function selectScanned(database: Database, where: SQL | undefined, order: Order) {
  const near = database
    .select(scannedColumns)
    .from(task)
    .where(where)
    .orderBy(...order(task))
    .limit(sql.placeholder("scanRows"))
    .as("near");
  const size = sql`octet_length(${near.search})`;
  const window = sql`(order by ${sql.join(order(near), sql`, `)} rows unbounded preceding)`;
  return database
    .select({
      ...near._.selectedFields,
      before: sql`sum(${size}) over ${window} - ${size}`.as("before"),
      place: sql<number>`row_number() over ${window}`.as("place"),
    })
    .from(near);
}

/** Whether a row is within what a statement may look through. */
export const isWithin = ({ before }: { before: unknown }): SQL =>
  sql`${before} < ${sql.placeholder("scanBytes")}::bigint`;

function defineSearch(name: string, filter: ListFilter, isFirst: boolean) {
  const { where, orderBy } = describeList(filter, isFirst);
  return defineStatement(name, (database) => {
    const scanned = database.$with("scanned").as(selectScanned(database, where, orderBy));
    const found = database
      .select({ id: scanned.id })
      .from(scanned)
      .where(and(isWithin(scanned), hasEveryWord(scanned)))
      .orderBy(...orderBy(scanned))
      .limit(sql.placeholder("limit"))
      .as("found");
    const end = database
      .select({ ...pick(scanned), place: scanned.place })
      .from(scanned)
      .where(isWithin(scanned))
      .orderBy(sql`${scanned.place} desc`)
      .limit(1)
      .as("scan_end");
    return database
      .with(scanned)
      .select({
        task: taskColumns,
        end: pick(end),
        hasMore: sql<boolean>`${end.place} = ${sql.placeholder("scanRows")}::int or ${end.place} < (select count(*) from ${scanned})`,
      })
      .from(user)
      .leftJoin(end, sql`true`)
      .leftJoin(found, sql`true`)
      .leftJoin(task, and(eq(task.userId, user.id), eq(task.id, found.id)))
      .where(eq(user.id, owner))
      .orderBy(...orderBy(task));
  });
}

/** The columns that tasks are sorted by, of a relation that has them. */
function pick<T extends Record<keyof typeof sortFields, unknown>>(source: T): Pick<T, keyof typeof sortFields> {
  const { id, title, position, revision, createdAt, dueDate, dueTime, priority } = source;
  return { id, title, position, revision, createdAt, dueDate, dueTime, priority };
}

const getStatement = keepCommon("task_search", defineSearch);

/**
 * A page of the owner's tasks. One that may be long in bytes ends where a statement has read enough; see `searchTasks` for
 * one with words. Throws UserGone.
 */
export async function findTasks(owner: string, filter: ListFilter, end?: PageEnd): Promise<ListPage> {
  const { q, limit } = filter;
  if (q?.trim()) return searchTasks(owner, { ...filter, q }, end);
  if (limit <= listLimitDefault) return listTasks(owner, filter, end);
  const scan = { words: "[]", scanRows: limit + 1, scanBytes: pageMaxBytes };
  const { found, next } = await scanOnce(owner, filter, end, scan);
  return cutPage(filter, found) ?? { tasks: found, next };
}

/**
 * A page of the owner's tasks that have every word of a search. What a person keeps may take long to look through, so it
 * is done in statements of some milliseconds each, for others want the database too: one for some hundred tasks of
 * ordinary size. After a second a page may end before it is full.
 */
async function searchTasks(
  owner: string,
  filter: ListFilter & { q: string },
  end: PageEnd | undefined,
): Promise<ListPage> {
  const until = performance.now() + searchMaxMs;
  const scan = toScanValues(filter.q);
  const tasks: Task[] = [];
  for (let from = end; ; ) {
    const { found, next } = await scanOnce(owner, filter, from, scan);
    tasks.push(...found);
    const page = cutPage(filter, tasks);
    if (page) return page;
    if (!next || performance.now() >= until) return { tasks, next };
    from = next;
  }
}

type Scan = ReturnType<typeof toScanValues>;

/** What is found in as much as one statement looks through, and where it has ended, if there is more. */
async function scanOnce(owner: string, filter: ListFilter, from: PageEnd | undefined, scan: Scan) {
  const rows = await run(getStatement(filter, !from), { ...toListValues(owner, filter, from), ...scan });
  const [first] = rows;
  if (!first) throw new UserGone();
  const next: PageEnd | undefined = first.end && first.hasMore ? toPageEnd(filter.sort, first.end) : undefined;
  return { found: rows.flatMap(({ task }) => (task ? [toTask(task)] : [])), next };
}
