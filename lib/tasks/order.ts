import type { priorities } from "@/lib/contract/limits";
import type { ListQuery } from "@/lib/contract/queries";
import type { Task } from "@/lib/contract/task";

/** A total order of tasks: 0 only for one and the same. */
export type TaskOrder = (one: Task, other: Task) => number;

export type Sort = ListQuery["sort"];

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

// The server's titles have ICU's root order, which English has as it is.
const collator = new Intl.Collator("en");

/** By code points, as PostgreSQL parts what its collation holds for equal. */
function byCodePoint(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)];
  const at = left.findIndex((character, index) => character !== right[index]);
  return at === -1 ? left.length - right.length : (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

function byTitle(one: string, other: string): number {
  return one === other ? 0 : collator.compare(one, other) || byCodePoint(one, other);
}

const rank = { none: 0, low: 1, medium: 2, high: 3 } as const satisfies Record<(typeof priorities)[number], number>;

/** A day without a time comes after the day's last minute. */
const byTime = (one: string | null, other: string | null): number => byText(one ?? "24:00", other ?? "24:00");

const byDue: TaskOrder = (one, other) =>
  byText(one.dueDate ?? "", other.dueDate ?? "") || byTime(one.dueTime, other.dueTime);

const byId: TaskOrder = (one, other) => byText(one.id, other.id);
/** The manual order, as the server has it: by position, byte by byte, then by id. */
export const byPosition: TaskOrder = (one, other) => byText(one.position, other.position) || byId(one, other);

const keys: Record<Exclude<Sort, `-${string}`>, TaskOrder> = {
  position: (one, other) => byText(one.position, other.position),
  created: (one, other) => byText(one.createdAt, other.createdAt),
  updated: (one, other) => one.revision - other.revision,
  due: byDue,
  priority: (one, other) => rank[one.priority] - rank[other.priority],
  title: (one, other) => byTitle(one.title, other.title),
};

/** Tasks without a due are last, whichever way the rest goes. */
const byHavingDue: TaskOrder = (one, other) => Number(one.dueDate === null) - Number(other.dueDate === null);

/** The order of the API's `sort`: ties by id, in the same direction. */
export function getOrder(sort: Sort): TaskOrder {
  const isDescending = sort.startsWith("-");
  // The sorts are these keys, with and without the sign.
  const key = (isDescending ? sort.slice(1) : sort) as keyof typeof keys;
  const [compare, sign] = [keys[key], isDescending ? -1 : 1];
  const whole: TaskOrder = (one, other) => sign * (compare(one, other) || byId(one, other));
  return key === "due" ? (one, other) => byHavingDue(one, other) || whole(one, other) : whole;
}

const byLatest =
  (moment: (task: Task) => string | null): TaskOrder =>
  (one, other) =>
    byText(moment(other) ?? "", moment(one) ?? "") || byId(other, one);

/** The orders that the views have of themselves. */
export const orders = {
  position: byPosition,
  /** A day: what has a time by time, then the rest by hand. */
  day: (one, other) => byTime(one.dueTime, other.dueTime) || byPosition(one, other),
  due: (one, other) => byDue(one, other) || byPosition(one, other),
  completed: byLatest(({ completedAt }) => completedAt),
  deleted: byLatest(({ deletedAt }) => deletedAt),
} as const satisfies Record<string, TaskOrder>;
