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

/** How a sort orders: its expression, the type of a cursor's value, and that value of a task. Nothing of it is null. */
type Sort = { by(columns: SortColumns): SQL; type: string; of(task: Task): string | number };

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
export function toPageEnd(sort: ListQuery["sort"], task: Task): PageEnd {
  return { value: parseSort(sort).of(task), id: task.id };
}

/** Everything behind the page's end, in the order of the list: by value, then by id, both in its direction. */
function isBehind(sort: ListQuery["sort"]): SQL {
  const { by, type } = parseSort(sort);
  const operator = sql.raw(sort.startsWith("-") ? "<" : ">");
  const end = sql`(${sql.placeholder("afterValue")}::${sql.raw(type)}, ${sql.placeholder("afterId")}::uuid)`;
  return sql`(${by(task)}, ${task.id}) ${operator} ${end}`;
}

// Once for the whole list, not once for each row.
const words = sql`(select array_remove(string_to_array(fold(${sql.placeholder("q")}::text), ' '), ''))`;

/** That a task has every word of `q`, which `toWords` has written. Of a `q` that folds to nothing, no task has. */
export const hasEveryWord = sql`(cardinality(${words}) > 0
  and not exists (select from unnest(${words}) as word where strpos(${task.search}, word) = 0))`;

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
    when(toWords(filter.q), hasEveryWord),
  ];
}

/** The words of a search with one space between them. */
export const toWords = (q = "") => q.split(/\s+/).filter(Boolean).join(" ");

function defineList(name: string, filter: ListFilter, isFirst: boolean) {
  const { by, direction } = parseSort(filter.sort);
  return defineStatement(name, (database) => {
    const page = database
      .select(taskColumns)
      .from(task)
      .where(and(eq(task.userId, owner), ...toConditions(filter), isFirst ? undefined : isBehind(filter.sort)))
      .orderBy(sql`${by(task)} ${direction}`, sql`${task.id} ${direction}`)
      .limit(sql.placeholder("limit"))
      .as("page");
    return database
      .select({ task: pickTask(page) })
      .from(user)
      .leftJoin(page, sql`true`)
      .where(eq(user.id, owner))
      .orderBy(sql`${by(page)} ${direction}`, sql`${page.id} ${direction}`);
  });
}

type ListStatement = ReturnType<typeof defineList>;
const statements = new Map<string, ListStatement>();

/** Whether lists of this shape are asked for again and again. There are some 200 such shapes, and thousands of others. */
function isCommon({ sort, priority, dueAfter, dueBefore, q }: ListFilter): boolean {
  const isDue = sort === "due" || sort === "-due";
  return !priority && !toWords(q) && (isDue || !(dueAfter || dueBefore));
}

/**
 * The statement of a shape of list: which filters there are, not what they say. A common one is planned once per
 * connection; if every shape were, whoever asks for them all would fill the server's memory with plans.
 */
function getListStatement(filter: ListFilter, isFirst: boolean): ListStatement {
  if (!isCommon(filter)) return defineList("", filter, isFirst);
  const given = [filter.trashed, filter.dueAfter, filter.dueBefore, isFirst];
  const name = `task_list ${filter.sort} ${filter.status} ${given.map((part) => (part ? 1 : 0)).join("")}`;
  const known = statements.get(name);
  if (known) return known;
  const fresh = defineList(name, filter, isFirst);
  statements.set(name, fresh);
  return fresh;
}

/**
 * A page of the owner's tasks, and whether there are more behind it. One row more than the limit is read, to know.
 * Throws UserGone.
 */
export async function listTasks(
  owner: string,
  filter: ListFilter,
  end?: PageEnd,
): Promise<{ tasks: Task[]; hasMore: boolean }> {
  const rows = await run(getListStatement(filter, !end), {
    owner,
    limit: filter.limit + 1,
    q: toWords(filter.q),
    priority: `{${filter.priority?.map((name) => priorities.indexOf(name)).join(",") ?? ""}}`,
    dueAfter: filter.dueAfter,
    dueBefore: filter.dueBefore,
    afterValue: end?.value,
    afterId: end?.id,
  });
  if (rows.length === 0) throw new UserGone();
  const hasMore = rows.length > filter.limit;
  const tasks: Task[] = [];
  for (const { task } of hasMore ? rows.slice(0, -1) : rows) if (task) tasks.push(toTask(task));
  return { tasks, hasMore };
}
