import { and, eq, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { searchMaxLength } from "@/lib/contract/limits";
import { uuid } from "@/lib/contract/scalars";
import type { Task } from "@/lib/contract/task";
import { addDays, startOfDay } from "@/lib/tasks/calendar";
import type { Reader } from "@/lib/tasks/dates";
import { orders } from "@/lib/tasks/order";
import type { ViewCounts } from "@/lib/tasks/views";
import { type Database, defineStatement, run } from "./client";
import { user } from "./schema/auth";
import { dueMoment, task } from "./schema/tasks";
import { pickTask, taskColumns, toTask } from "./task-row";
import { hasEveryWord, isWithin, type Order, selectScanned, toScanValues } from "./task-search";
import { UserGone } from "./tasks";

/** The rows that a first paint may need, and more than a screen has. */
export const firstPageMax = 100;

const owner = sql.placeholder("owner");
const today = sql`${sql.placeholder("today")}::date`;

const isOpen = and(isNull(task.deletedAt), isNull(task.completedAt));
const isDone = and(isNull(task.deletedAt), isNotNull(task.completedAt));

/** A run of rows in the order that the view has. Those of a view follow each other. */
type Run = { where: SQL | undefined; order: Order };

const byPosition: Order = (of) => [sql`${of.position} asc`, sql`${of.id} asc`];
const byDue: Order = (of) => [sql`${dueMoment(of)} asc`, ...byPosition(of)];
const byCompleted: Order = (of) => [sql`${of.completedAt} desc`, sql`${of.id} desc`];
const byDeleted: Order = (of) => [sql`${of.deletedAt} desc`, sql`${of.id} desc`];

/** The views of lib/tasks/views.ts, in SQL. */
const viewRuns = {
  inbox: [{ where: isOpen, order: byPosition }],
  today: [
    { where: and(isOpen, sql`${dueMoment(task)} < ${today} + 1`), order: byDue },
    {
      where: and(
        isDone,
        gte(task.completedAt, sql.placeholder("dayStart")),
        lt(task.completedAt, sql.placeholder("dayEnd")),
      ),
      order: byCompleted,
    },
  ],
  upcoming: [{ where: and(isOpen, sql`${dueMoment(task)} >= ${today}`, isNotNull(task.dueDate)), order: byDue }],
  completed: [{ where: isDone, order: byCompleted }],
  trash: [{ where: isNotNull(task.deletedAt), order: byDeleted }],
  search: [
    { where: isOpen, order: byPosition },
    { where: isDone, order: byCompleted },
  ],
} as const satisfies Record<string, readonly Run[]>;

type ListName = keyof typeof viewRuns;
const isList = (view: string): view is ListName => Object.hasOwn(viewRuns, view);

const count = (condition: SQL | undefined) => sql<number>`(count(*) filter (where ${condition}))::int`;

function countTasks(database: Database) {
  return database
    .select({
      total: sql<number>`count(*)::int`.as("total"),
      inbox: count(isOpen).as("inbox"),
      today: count(and(isOpen, sql`${task.dueDate} <= ${today}`)).as("today"),
      upcoming: count(and(isOpen, sql`${task.dueDate} >= ${today}`)).as("upcoming"),
      completed: count(isDone).as("completed"),
      trash: count(isNotNull(task.deletedAt)).as("trash"),
    })
    .from(task)
    .where(eq(task.userId, owner))
    .as("counted");
}

function selectRows(database: Database, { where, order }: Run) {
  return database
    .select(taskColumns)
    .from(task)
    .where(and(eq(task.userId, owner), where))
    .orderBy(...order(task))
    .limit(firstPageMax);
}

/** What a search finds in as much as one statement looks through; what is behind that, the app finds by itself. */
function selectFound(database: Database, { where, order }: Run) {
  const scanned = selectScanned(database, and(eq(task.userId, owner), where), order).as("scanned");
  const found = database
    .select({ id: scanned.id })
    .from(scanned)
    .where(and(isWithin(scanned), hasEveryWord(scanned)));
  return selectRows(database, { where: inArray(task.id, found), order });
}

function definePage(name: string, runs: readonly Run[]) {
  return defineStatement(`first_page ${name}`, (database) => {
    const open = database
      .select(taskColumns)
      .from(task)
      .where(and(eq(task.userId, owner), eq(task.id, sql`${sql.placeholder("taskId")}::uuid`)));
    const select = name === "search" ? selectFound : selectRows;
    const [first, ...others] = runs.map((run) => select(database, run));
    const page = (first ? unionAll(first, open, ...others) : open).as("page");
    const counted = countTasks(database);
    const { total, inbox, today, upcoming, completed, trash } = counted;
    return database
      .select({ counted: { total, inbox, today, upcoming, completed, trash }, task: pickTask(page) })
      .from(user)
      .innerJoin(counted, sql`true`)
      .leftJoin(page, sql`true`)
      .where(eq(user.id, owner));
  });
}

type PageStatement = ReturnType<typeof definePage>;
const statements = new Map<string, PageStatement>();

function getStatement(name: string, runs: readonly Run[]): PageStatement {
  const known = statements.get(name);
  if (known) return known;
  const fresh = definePage(name, runs);
  statements.set(name, fresh);
  return fresh;
}

/** A search as the address has it, cut to what a search may be: less of it finds more, which the view sorts out. */
const readSearch = (parameters: Wanted["parameters"]): string =>
  Array.from(parameters.get("q")?.replaceAll("\0", " ").trim() ?? "")
    .slice(0, searchMaxLength)
    .join("");

/** Without the done tasks that are behind the first hundred rows. */
function cut(tasks: readonly Task[]): Task[] {
  const isLast = ({ completedAt, deletedAt }: Task) => completedAt !== null && deletedAt === null;
  const before = tasks.filter((task) => !isLast(task));
  const done = tasks.filter(isLast).sort(orders.completed);
  return [...before, ...done.slice(0, Math.max(0, firstPageMax - before.length))];
}

type Wanted = { view: string; taskId: string | null; parameters: Pick<URLSearchParams, "get"> };
type FirstPage = { tasks: Task[]; total: number; counts: ViewCounts };

/**
 * What the app's first paint needs, of one snapshot: the first rows of a view and the task that is open, in no order,
 * how many tasks the owner has, and how many each view has. Filter and sort of the address are not looked at: the rows
 * are the first of the whole view. Throws UserGone.
 */
export async function readFirstPage(
  owner: string,
  { view, taskId, parameters }: Wanted,
  { zone, today }: Reader & { today: string },
): Promise<FirstPage> {
  const q = readSearch(parameters);
  const list = isList(view) && (view !== "search" || q !== "") ? view : undefined;
  const rows = await run(getStatement(list ?? "none", list ? viewRuns[list] : []), {
    owner,
    today,
    ...toScanValues(q),
    taskId: uuid.safeParse(taskId).data ?? null,
    dayStart: startOfDay(today, zone),
    dayEnd: startOfDay(addDays(today, 1), zone),
  });
  const [first] = rows;
  if (!first) throw new UserGone();
  const { total, ...counts } = first.counted;
  const tasks = new Map(rows.flatMap(({ task }) => (task ? [[task.id, toTask(task)]] : [])));
  const open = taskId === null ? undefined : tasks.get(taskId.toLowerCase());
  if (open) tasks.delete(open.id);
  return { tasks: [...(open ? [open] : []), ...cut([...tasks.values()])], total, counts };
}
