import type { Task } from "@/lib/contract/task";
import { addDays, getDateReader, startOfMonth, type Weekday } from "./calendar";
import type { Reader } from "./dates";
import { getOrder, orders, type TaskOrder } from "./order";
import { hasEveryWord, readWords } from "./search";
import { type SectionTitle, titleDay, titleMonth } from "./section-titles";
import { isFiltered, isShown, noOptions, type ViewOptions } from "./view-options";

/** Who looks, and when: `today` is the calendar date in the zone. No view looks at the time of day. */
export type ViewContext = Reader & { today: string; weekStart: Weekday };

/**
 * A run of rows under one heading. The id stays while the section does; `date` is what a task gets that is dropped or
 * added here, where the section stands for one.
 */
type Section = { id: string; title: SectionTitle; date: string | null; tasks: Task[] };

/** What a screen shows, from top to bottom. A section without tasks is left out, but for the days of Upcoming. */
export type View = { sections: Section[] };

const upcomingDays = 14;

const isOpen = ({ completedAt, deletedAt }: Task) => completedAt === null && deletedAt === null;
const isDone = ({ completedAt, deletedAt }: Task) => completedAt !== null && deletedAt === null;

const name = (main: string): SectionTitle => ({ main, detail: null });

/** The tasks in the order that the options ask for, or else in the section's own. They are sorted in place. */
function sortTasks(tasks: Task[], own: TaskOrder, { sort }: ViewOptions): Task[] {
  return tasks.sort(sort ? getOrder(sort) : own);
}

const withTasks = (sections: Section[]): Section[] => sections.filter(({ tasks }) => tasks.length > 0);

function groupBy(tasks: Task[], read: (task: Task) => string): Map<string, Task[]> {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const key = read(task);
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  return groups;
}

/** Everything that is open, in its manual order. */
export function viewInbox(tasks: readonly Task[], _: ViewContext, options: ViewOptions = noOptions): View {
  const open = tasks.filter((task) => isOpen(task) && isShown(task, options));
  const inbox = { id: "inbox", title: name("Inbox"), date: null, tasks: sortTasks(open, orders.position, options) };
  return { sections: withTasks([inbox]) };
}

/** How much of a day is done. The total is what is due by its end, overdue tasks included, and what is done already. */
export type Progress = { done: number; total: number };

/** What is overdue, what is due today, and what was done today. The progress is that of the day, whatever is filtered. */
export function viewToday(
  tasks: readonly Task[],
  { today, zone }: ViewContext,
  options: ViewOptions = noOptions,
): View & { progress: Progress } {
  const readDate = getDateReader(zone);
  const overdue: Task[] = [];
  const due: Task[] = [];
  const done: Task[] = [];
  for (const task of tasks) {
    if (task.deletedAt !== null) continue;
    if (task.completedAt !== null) {
      if (readDate(task.completedAt) === today) done.push(task);
    } else if (task.dueDate !== null && task.dueDate <= today) (task.dueDate < today ? overdue : due).push(task);
  }
  const toSection = (id: string, title: string, date: string | null, all: Task[], own: TaskOrder): Section => {
    const shown = all.filter((task) => isShown(task, options));
    return { id, title: name(title), date, tasks: sortTasks(shown, own, options) };
  };
  return {
    sections: withTasks([
      toSection("overdue", "Overdue", null, overdue, orders.due),
      toSection("today", "Today", today, due, orders.day),
      toSection("done", "Done", null, done, orders.completed),
    ]),
    progress: { done: done.length, total: overdue.length + due.length + done.length },
  };
}

/**
 * What is due from today on: each of the next 14 days, empty or not, then the days that have tasks up to the end of next
 * month, then the months that have. Nothing where a filter leaves nothing.
 */
export function viewUpcoming(
  tasks: readonly Task[],
  { today, locale }: ViewContext,
  options: ViewOptions = noOptions,
): View {
  const ahead = tasks.filter((task) => isOpen(task) && (task.dueDate ?? "") >= today && isShown(task, options));
  if (ahead.length === 0 && isFiltered(options)) return { sections: [] };
  const monthsFrom = startOfMonth(today, 2) ?? "~";
  const groups = groupBy(ahead, ({ dueDate }) => toGroup(dueDate ?? "", monthsFrom));
  for (let days = 0; days < upcomingDays; days++) {
    const date = addDays(today, days);
    if (!groups.has(date)) groups.set(date, []);
  }
  const sections = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([date, due]): Section => {
      if (date.length < today.length) {
        const title = titleMonth(date, locale);
        return { id: `month-${date}`, title, date: null, tasks: sortTasks(due, orders.due, options) };
      }
      return {
        id: `day-${date}`,
        title: titleDay(date, today, locale),
        date,
        tasks: sortTasks(due, orders.day, options),
      };
    });
  return { sections };
}

/** The day that a date is shown under, or its month from a date on. Each sorts behind those before it. */
const toGroup = (date: string, monthsFrom: string): string => (date < monthsFrom ? date : date.slice(0, 7));

/** What is done, by the day on which it was in the reader's zone, the latest first. */
export function viewCompleted(
  tasks: readonly Task[],
  { today, zone, locale }: ViewContext,
  options: ViewOptions = noOptions,
): View {
  const readDate = getDateReader(zone);
  const done = tasks.filter((task) => isDone(task) && isShown(task, options));
  const days = groupBy(done, ({ completedAt }) => readDate(completedAt ?? ""));
  const sections = [...days]
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([date, all]) => ({
      id: `day-${date}`,
      title: titleDay(date, today, locale),
      date: null,
      tasks: sortTasks(all, orders.completed, options),
    }));
  return { sections };
}

/** What is in the trash, the latest first. */
export function viewTrash(tasks: readonly Task[], _: ViewContext, options: ViewOptions = noOptions): View {
  const trashed = tasks.filter((task) => task.deletedAt !== null && isShown(task, options));
  const trash = { id: "trash", title: name("Trash"), date: null, tasks: sortTasks(trashed, orders.deleted, options) };
  return { sections: withTasks([trash]) };
}

/** What has every word of a search, trash excepted: what is open, then what is done. Nothing for no words. */
export function viewSearch(
  tasks: readonly Task[],
  search: string,
  _: ViewContext,
  options: ViewOptions = noOptions,
): View {
  const words = readWords(search);
  if (words.length === 0) return { sections: [] };
  const found = tasks.filter((task) => task.deletedAt === null && isShown(task, options) && hasEveryWord(task, words));
  const toSection = (id: string, title: string, all: Task[], own: TaskOrder): Section => ({
    id,
    title: name(title),
    date: null,
    tasks: sortTasks(all, own, options),
  });
  return {
    sections: withTasks([
      toSection("open", "Open", found.filter(isOpen), orders.position),
      toSection("completed", "Completed", found.filter(isDone), orders.completed),
    ]),
  };
}

/** How many tasks each view of the sidebar has, unfiltered; of Today only what is still to do. */
export type ViewCounts = Record<"inbox" | "today" | "upcoming" | "completed" | "trash", number>;

/** Counts the views in one go. */
export function countViews(tasks: readonly Task[], { today }: Pick<ViewContext, "today">): ViewCounts {
  const counts: ViewCounts = { inbox: 0, today: 0, upcoming: 0, completed: 0, trash: 0 };
  for (const { deletedAt, completedAt, dueDate } of tasks) {
    if (deletedAt !== null) counts.trash++;
    else if (completedAt !== null) counts.completed++;
    else {
      counts.inbox++;
      if (dueDate !== null && dueDate <= today) counts.today++;
      if (dueDate !== null && dueDate >= today) counts.upcoming++;
    }
  }
  return counts;
}
