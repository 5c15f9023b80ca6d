import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { priorities } from "@/lib/contract/limits";
import type { ListQuery, sortKeys } from "@/lib/contract/queries";
import type { Task } from "@/lib/contract/task";
import { defineStatement, run } from "./client";
import { user } from "./schema/auth";
import { dueMoment, task } from "./schema/tasks";
import { pickTask, taskColumns, toTask } from "./task-row";
import { UserGone } from "./tasks";

const owner = sql.placeholder("owner");

type SortKey = (typeof sortKeys)[number];
type SortColumns = Record<
  "position" | "createdAt" | "revision" | "dueDate" | "dueTime" | "priority" | "title",
  unknown
>;

/** What a task is sorted by, whatever the sort. */
export type SortFields = Pick<Task, "id" | "title" | Exclude<keyof SortColumns, "title">>;

/** How a sort orders: its expression, the type of a cursor's value, and that value of a task. Nothing of it is null. */
type Sort = { by(columns: SortColumns): SQL; type: string; of(task: SortFields): string | number };

const dueSort = (whenNone: "infinity" | "-infinity"): Sort => ({
  by: (columns) => dueMoment(columns, whenNone),
  type: "timestamp",
  of: (task) => (task.dueDate ? `${task.dueDate}T${task.dueTime ? `${task.dueTime}:00` : "23:59:59"}` : whenNone),
});

const sorts: Record<SortKey | "-due", Sort> = {
  position: { by: (columns) => sql`${columns.position}`, type: "text", of: (task) => task.position },
  created: { by: (columns) => sql`${columns.createdAt}`, type: "timestamptz", of: (task) => task.createdAt },
  updated: { by: (columns) => sql`${columns.revision}`, type: "bigint", of: (task) => task.revision },
  priority: {
    by: (columns) => sql`${columns.priority}`,
    type: "smallint",
    of: (task) => priorities.indexOf(task.priority),
  },
  title: { by: (columns) => sql`${columns.title}`, type: "text", of: (task) => task.title },
  // Without a date, a task is last in both directions.
  due: dueSort("infinity"),
  "-due": dueSort("-infinity"),
};

/** Where a page ended: the value that it is sorted by, and the id. */
export type PageEnd = { value: string | number; id: string };

/** A list without its cursor, which the caller has read into a PageEnd. */
export type ListFilter = Omit<ListQuery, "cursor">;

function parseSort(sort: ListQuery["sort"]): Sort & { direction: SQL } {
  const isDescending = sort.startsWith("-");
  // The contract's sorts are these keys, with and without the sign.
  const key = sort.slice(isDescending ? 1 : 0) as SortKey;
  return { ...(sort === "-due" ? sorts["-due"] : sorts[key]), direction: sql.raw(isDescending ? "desc" : "asc") };
}

/** Where a page that ends with this task ended. */
export function toPageEnd(sort: ListQuery["sort"], task: SortFields): PageEnd {
  return { value: parseSort(sort).of(task), id: task.id };
}

/** Everything behind the page's end, in the order of the list: by value, then by id, both in its direction. */
function isBehind(sort: ListQuery["sort"]): SQL {
  const { by, type } = parseSort(sort);
  const operator = sql.raw(sort.startsWith("-") ? "<" : ">");
  const end = sql`(${sql.placeholder("afterValue")}::${sql.raw(type)}, ${sql.placeholder("afterId")}::uuid)`;
  return sql`(${by(task)}, ${task.id}) ${operator} ${end}`;
}

function toConditions(filter: ListFilter): (SQL | undefined)[] {
  const when = (isGiven: unknown, condition: SQL) => (isGiven ? condition : undefined);
  return [
    filter.trashed ? isNotNull(task.deletedAt) : isNull(task.deletedAt),
    when(filter.status === "pending", isNull(task.completedAt)),
    when(filter.status === "completed", isNotNull(task.completedAt)),
    when(filter.priority, sql`${task.priority} = any(${sql.placeholder("priority")}::smallint[])`),
    when(filter.dueAfter, sql`${dueMoment(task)} >= ${sql.placeholder("dueAfter")}::date`),
    when(filter.dueAfter, isNotNull(task.dueDate)),
    when(filter.dueBefore, sql`${dueMoment(task)} < ${sql.placeholder("dueBefore")}::date + 1`),
  ];
}

/** Which of the owner's tasks a list has, and in which order; `isFirst`, or from behind the end of a page. */
export function describeList(filter: ListFilter, isFirst: boolean) {
  const { by, direction } = parseSort(filter.sort);
  return {
    where: and(eq(task.userId, owner), ...toConditions(filter), isFirst ? undefined : isBehind(filter.sort)),
    orderBy: (columns: SortColumns & { id: unknown }): [SQL, SQL] => [
      sql`${by(columns)} ${direction}`,
      sql`${columns.id} ${direction}`,
    ],
  };
}

function defineList(name: string, filter: ListFilter, isFirst: boolean) {
  const { where, orderBy } = describeList(filter, isFirst);
  return defineStatement(name, (database) => {
    const page = database
      .select(taskColumns)
      .from(task)
      .where(where)
      .orderBy(...orderBy(task))
      .limit(sql.placeholder("limit"))
      .as("page");
    return database
      .select({ task: pickTask(page) })
      .from(user)
      .leftJoin(page, sql`true`)
      .where(eq(user.id, owner))
      .orderBy(...orderBy(page));
  });
}

/** Whether lists of this shape are asked for again and again. There are some 200 such shapes, and thousands of others. */
function isCommon({ sort, priority, dueAfter, dueBefore }: ListFilter): boolean {
  const isDue = sort === "due" || sort === "-due";
  return !priority && (isDue || !(dueAfter || dueBefore));
}

/**
 * What finds the statement of a shape of list: which filters there are, not what they say. A common one is planned once
 * per connection; if every shape were, whoever asks for them all would fill the server's memory with plans.
 * @param define declares a statement of the name, empty for one that is not planned once
 */
export function keepCommon<T>(prefix: string, define: (name: string, filter: ListFilter, isFirst: boolean) => T) {
  const statements = new Map<string, T>();
  return (filter: ListFilter, isFirst: boolean): T => {
    if (!isCommon(filter)) return define("", filter, isFirst);
    const given = [filter.trashed, filter.dueAfter, filter.dueBefore, isFirst];
    const name = `${prefix} ${filter.sort} ${filter.status} ${given.map((part) => (part ? 1 : 0)).join("")}`;
    const known = statements.get(name);
    if (known) return known;
    const fresh = define(name, filter, isFirst);
    statements.set(name, fresh);
    return fresh;
  };
}

const getListStatement = keepCommon("task_list", defineList);

/** The values of a list's statement, whatever its shape. */
export function toListValues(owner: string, filter: ListFilter, end: PageEnd | undefined): Record<string, unknown> {
  return {
    owner,
    limit: filter.limit + 1,
    priority: `{${filter.priority?.map((name) => priorities.indexOf(name)).join(",") ?? ""}}`,
    dueAfter: filter.dueAfter,
    dueBefore: filter.dueBefore,
    afterValue: end?.value,
    afterId: end?.id,
  };
}

/** A page of a list, and where the next one begins, if there may be one. */
export type ListPage = { tasks: Task[]; next: PageEnd | undefined };

/** The page that these tasks begin: they are one more than it holds, if there are more. */
export function cutPage({ sort, limit }: ListFilter, tasks: Task[]): ListPage | undefined {
  if (tasks.length <= limit) return undefined;
  const page = tasks.slice(0, limit);
  const last = page.at(-1);
  return { tasks: page, next: last && toPageEnd(sort, last) };
}

/**
 * A page of the owner's tasks. One row more than the limit is read, to know whether there is another page. A filter's
 * `q` is not looked at: see db/task-search.ts. Throws UserGone.
 */
export async function listTasks(owner: string, filter: ListFilter, end?: PageEnd): Promise<ListPage> {
  const rows = await run(getListStatement(filter, !end), toListValues(owner, filter, end));
  if (rows.length === 0) throw new UserGone();
  const tasks = rows.flatMap(({ task }) => (task ? [toTask(task)] : []));
  return cutPage(filter, tasks) ?? { tasks, next: undefined };
}
