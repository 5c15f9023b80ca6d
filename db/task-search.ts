import { and, eq, type SQL, sql } from "drizzle-orm";
import { searchWordsMax } from "@/lib/contract/limits";
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
  type PageEnd,
  toListValues,
  toPageEnd,
} from "./task-list";
import { pickTask, taskColumns, toTask } from "./task-row";
import { UserGone } from "./tasks";

// What one statement looks through, so that it takes some milliseconds whatever is asked of whatever text: so many rows,
// and so many bytes for each word, which cost up to 15 ns each.
const scanRows = 2000;
const scanBytes = 256 * 1024;
const scanMinBytes = 16 * 1024;
// After it a page ends where the search is, found or not.
const searchMaxMs = 1000;
// PostgreSQL looks for a short text quickly, and for a long one in steps of quadratic number if both are made for it.
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

/** The values that a statement with `hasEveryWord` needs beside its own. */
export function toSearchValues(q: string): { words: string; scanBytes: number } {
  const words = chooseWords(q);
  const bytes = Math.max(scanMinBytes, Math.floor(scanBytes / Math.max(1, words.length)));
  return { words: JSON.stringify(words), scanBytes: bytes };
}

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

/** An order of tasks, over any relation that has their columns. */
export type Order = (columns: Record<keyof typeof taskColumns, unknown>) => SQL[];

function selectNear(database: Database, where: SQL | undefined, order: Order) {
  return database
    .select({ ...taskColumns, search: task.search })
    .from(task)
    .where(where)
    .orderBy(...order(task))
    .limit(scanRows)
    .as("near");
}

/** The rows that one statement may look through: the first of an order, each with its place and the bytes before it. */
export function selectScanned(database: Database, where: SQL | undefined, order: Order) {
  const near = selectNear(database, where, order);
  const size = sql`octet_length(${near.search})`;
  const window = sql`(order by ${sql.join(order(near), sql`, `)} rows unbounded preceding)`;
  return database
    .select({
      ...pickTask(near),
      search: near.search,
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
      .select(pickTask(scanned))
      .from(scanned)
      .where(and(isWithin(scanned), hasEveryWord(scanned)))
      .orderBy(...orderBy(scanned))
      .limit(sql.placeholder("limit"))
      .as("found");
    const { id, title, position, revision, createdAt, dueDate, dueTime, priority, place } = scanned;
    const sortFields = { id, title, position, revision, createdAt, dueDate, dueTime, priority };
    const end = database
      .select({ ...sortFields, place })
      .from(scanned)
      .where(isWithin(scanned))
      .orderBy(sql`${place} desc`)
      .limit(1)
      .as("scan_end");
    const { place: endPlace, ...endFields } = end._.selectedFields;
    return database
      .with(scanned)
      .select({
        task: pickTask(found),
        end: endFields,
        hasMore: sql<boolean>`${endPlace} = ${sql.raw(String(scanRows))} or ${endPlace} < (select count(*) from ${scanned})`,
      })
      .from(user)
      .leftJoin(end, sql`true`)
      .leftJoin(found, sql`true`)
      .where(eq(user.id, sql.placeholder("owner")))
      .orderBy(...orderBy(found));
  });
}

const getStatement = keepCommon("task_search", defineSearch);

/**
 * A page of the owner's tasks that have every word of a search. What a person keeps may take long to look through, so it
 * is done in statements of some milliseconds each, for others want the database too: one for some thousand tasks of
 * ordinary size. After a second a page may end before it is full. Throws UserGone.
 */
export async function searchTasks(
  owner: string,
  filter: ListFilter & { q: string },
  end: PageEnd | undefined,
): Promise<ListPage> {
  const until = performance.now() + searchMaxMs;
  const search = toSearchValues(filter.q);
  const tasks: Task[] = [];
  for (let from = end; ; ) {
    const rows = await run(getStatement(filter, !from), { ...toListValues(owner, filter, from), ...search });
    const [first] = rows;
    if (!first) throw new UserGone();
    tasks.push(...rows.flatMap(({ task }) => (task ? [toTask(task)] : [])));
    const page = cutPage(filter, tasks);
    if (page) return page;
    from = first.end && first.hasMore ? toPageEnd(filter.sort, first.end) : undefined;
    if (!from || performance.now() >= until) return { tasks, next: from };
  }
}
