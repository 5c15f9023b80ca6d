import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Task } from "@/lib/contract/task";
import { anyTasks } from "@/test/task-arbitrary";
import type { SectionTitle } from "./section-titles";
import { noOptions, sorts, type ViewOptions } from "./view-options";
import {
  countViews,
  type View,
  type ViewContext,
  viewCompleted,
  viewInbox,
  viewSearch,
  viewToday,
  viewTrash,
  viewUpcoming,
} from "./views";

// A Friday in Berlin, an hour ahead of UTC.
const context: ViewContext = {
  locale: "en-GB",
  zone: "Europe/Berlin",
  today: "2026-11-20",
  weekStart: 1,
};

let count = 0;
function createTask(title: string, fields: Partial<Task> = {}): Task {
  count++;
  const id = `00000000-0000-7000-8000-${String(count).padStart(12, "0")}`;
  const moment = "2026-11-01T00:00:00.000Z";
  const { completedAt = null } = fields;
  return {
    id,
    title,
    description: "",
    completed: completedAt !== null,
    completedAt,
    priority: "none",
    dueDate: null,
    dueTime: null,
    position: `b${String(count).padStart(2, "0")}`,
    deletedAt: null,
    revision: count,
    createdAt: moment,
    updatedAt: moment,
    ...fields,
  };
}

const trashed = { deletedAt: "2026-11-10T00:00:00.000Z" };
const tasks = [
  createTask("plain", { position: "a5" }),
  createTask("late", { dueDate: "2026-11-18", position: "a4" }),
  createTask("later than late", { dueDate: "2026-11-19" }),
  createTask("today by hand", { dueDate: "2026-11-20", position: "a3" }),
  createTask("today first", { dueDate: "2026-11-20", position: "a1", priority: "high" }),
  createTask("today at 14:30", { dueDate: "2026-11-20", dueTime: "14:30", position: "a8" }),
  createTask("today at 9:00", { dueDate: "2026-11-20", dueTime: "09:00", position: "a9", priority: "high" }),
  createTask("tomorrow", { dueDate: "2026-11-21" }),
  createTask("in December", { dueDate: "2026-12-24" }),
  createTask("on 31 December", { dueDate: "2026-12-31" }),
  createTask("in January", { dueDate: "2027-01-31" }),
  createTask("in January, before", { dueDate: "2027-01-01", dueTime: "10:00" }),
  createTask("done yesterday", { completedAt: "2026-11-19T22:59:59.999Z", dueDate: "2026-11-20" }),
  createTask("done today", { completedAt: "2026-11-19T23:00:00.000Z" }),
  createTask("done just now", { completedAt: "2026-11-20T09:59:00.000Z", dueDate: "2026-11-25", priority: "low" }),
  createTask("done last year", { completedAt: "2025-11-20T09:59:00.000Z" }),
  createTask("in the trash", { ...trashed, dueDate: "2026-11-20" }),
  createTask("done, in the trash", { deletedAt: "2026-11-11T00:00:00.000Z", completedAt: "2026-11-20T08:00:00.000Z" }),
];

/** A title without the comma that some versions of ICU write. */
const plain = ({ main, detail }: SectionTitle) => ({
  main: main.replace(",", ""),
  detail: detail?.replace(",", "") ?? null,
});

/** What a view shows: each section's id with the titles under it. */
const show = ({ sections }: View) => sections.map(({ id, tasks: rows }) => [id, ...rows.map(({ title }) => title)]);
const options = (changes: Partial<ViewOptions>): ViewOptions => ({ ...noOptions, ...changes });

describe("Inbox", () => {
  test("shows what is open in its manual order", () => {
    expect(show(viewInbox(tasks, context))).toEqual([
      [
        "inbox",
        "today first",
        "today by hand",
        "late",
        "plain",
        "today at 14:30",
        "today at 9:00",
        "later than late",
        "tomorrow",
        "in December",
        "on 31 December",
        "in January",
        "in January, before",
      ],
    ]);
  });

  test("takes a filter and a sort", () => {
    expect(show(viewInbox(tasks, context, options({ priorities: ["high"], sort: "-title" })))).toEqual([
      ["inbox", "today first", "today at 9:00"],
    ]);
    expect(show(viewInbox(tasks, context, options({ due: "none" })))).toEqual([["inbox", "plain"]]);
  });

  test("has no section when there is nothing", () => {
    expect(show(viewInbox([], context))).toEqual([]);
  });
});

describe("Today", () => {
  test("shows what is overdue, then by time, then by hand, then what was done today in the reader's zone", () => {
    const view = viewToday(tasks, context);
    expect(show(view)).toEqual([
      ["overdue", "late", "later than late"],
      ["today", "today at 9:00", "today at 14:30", "today first", "today by hand"],
      ["done", "done just now", "done today"],
    ]);
    expect(view.sections.map(({ title, date }) => [title.main, date])).toEqual([
      ["Overdue", null],
      ["Today", "2026-11-20"],
      ["Done", null],
    ]);
    expect(view.progress).toEqual({ done: 2, total: 8 });
  });

  test("knows another today elsewhere", () => {
    const there = { ...context, zone: "Pacific/Kiritimati", today: "2026-11-21" };
    expect(show(viewToday(tasks, there))).toEqual([
      ["overdue", "late", "later than late", "today at 9:00", "today at 14:30", "today first", "today by hand"],
      ["today", "tomorrow"],
    ]);
  });

  test("keeps its progress under a filter", () => {
    const view = viewToday(tasks, context, options({ priorities: ["low"] }));
    expect([show(view), view.progress]).toEqual([[["done", "done just now"]], { done: 2, total: 8 }]);
  });
});

describe("Upcoming", () => {
  test("shows 14 days, then the days that have tasks, then the months", () => {
    const days = Array.from({ length: 14 }, (_, index) => new Date(Date.UTC(2026, 10, 20 + index)).toISOString());
    expect(show(viewUpcoming(tasks, context))).toEqual([
      ["day-2026-11-20", "today at 9:00", "today at 14:30", "today first", "today by hand"],
      ["day-2026-11-21", "tomorrow"],
      ...days.slice(2).map((day) => [`day-${day.slice(0, 10)}`]),
      ["day-2026-12-24", "in December"],
      ["day-2026-12-31", "on 31 December"],
      ["month-2027-01", "in January, before", "in January"],
    ]);
  });

  test("has its days while there is nothing, but not for a filter that nothing fits", () => {
    const count = (chosen: Partial<ViewOptions>) => viewUpcoming([], context, options(chosen)).sections.length;
    expect([count({}), count({ sort: "title" }), count({ due: "none" }), count({ priorities: ["high"] })]).toEqual([
      14, 14, 0, 0,
    ]);
    expect(viewUpcoming(tasks, context, options({ due: "none" })).sections).toEqual([]);
    expect(viewUpcoming(tasks, context, options({ due: "set" })).sections.length).toBeGreaterThan(14);
  });

  test("says days as people do, the year only when it is another", () => {
    const { sections } = viewUpcoming(tasks, { ...context, today: "2026-12-31" });
    expect(sections.slice(0, 3).map(({ title }) => plain(title))).toEqual([
      { main: "Today", detail: "Thursday 31 December" },
      { main: "Tomorrow", detail: "Friday 1 January 2027" },
      { main: "Saturday 2 January 2027", detail: null },
    ]);
    expect(viewUpcoming(tasks, context).sections.at(-1)?.title).toEqual({ main: "January 2027", detail: null });
  });
});

describe("Completed", () => {
  test("shows days of the reader's zone, the latest first", () => {
    const view = viewCompleted(tasks, context);
    expect(show(view)).toEqual([
      ["day-2026-11-20", "done just now", "done today"],
      ["day-2026-11-19", "done yesterday"],
      ["day-2025-11-20", "done last year"],
    ]);
    expect(view.sections.map(({ title }) => plain(title).main)).toEqual([
      "Today",
      "Yesterday",
      "Thursday 20 November 2025",
    ]);
    expect(show(viewCompleted(tasks, { ...context, zone: "America/New_York" }))).toEqual([
      ["day-2026-11-20", "done just now"],
      ["day-2026-11-19", "done today", "done yesterday"],
      ["day-2025-11-20", "done last year"],
    ]);
  });
});

describe("Trash", () => {
  test("shows the latest first", () => {
    expect(show(viewTrash(tasks, context))).toEqual([["trash", "done, in the trash", "in the trash"]]);
  });
});

describe("Search", () => {
  test("shows what has every word, in title or description, open before done, never the trash", () => {
    const more = [...tasks, createTask("Übung", { description: "today" })];
    expect(show(viewSearch(more, " TODAY ", context))).toEqual([
      ["open", "today first", "today by hand", "today at 14:30", "today at 9:00", "Übung"],
      ["completed", "done today"],
    ]);
    expect(show(viewSearch(more, "ubung tod", context))).toEqual([["open", "Übung"]]);
    expect(show(viewSearch(more, "today nowhere", context))).toEqual([]);
  });

  test("shows nothing for no words", () => {
    expect(show(viewSearch(tasks, " \n", context))).toEqual([]);
  });
});

test("the sidebar counts what each view has", () => {
  expect(countViews(tasks, context)).toEqual({ inbox: 12, today: 6, upcoming: 9, completed: 4, trash: 2 });
});

describe("any tasks", () => {
  const anyOptions: fc.Arbitrary<ViewOptions> = fc.record({
    sort: fc.constantFrom(null, ...sorts),
    priorities: fc.constantFrom([], ["high"], ["none", "low"]),
    due: fc.constantFrom("any", "set", "none"),
  });
  const anyContext = fc.record({
    locale: fc.constantFrom("en-GB", "de", "ar"),
    zone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"),
    today: fc.constantFrom("2026-11-20", "2026-12-31", "2027-03-28"),
    weekStart: fc.constantFrom(0, 1),
  });
  const idsOf = ({ sections }: View) => sections.flatMap((section) => section.tasks.map(({ id }) => id));
  const sorted = (ids: string[]) => ids.toSorted();
  const pick = (all: Task[], has: (task: Task) => boolean) => sorted(all.filter(has).map(({ id }) => id));

  test("each is exactly where it belongs, once", () => {
    fc.assert(
      fc.property(anyTasks, anyContext, (all, reader) => {
        const { today, zone } = reader;
        const day = (moment: string) =>
          new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date(moment));
        const isOpen = (task: Task) => !task.deletedAt && !task.completed;
        const wasDoneToday = (task: Task) =>
          !task.deletedAt && task.completedAt !== null && day(task.completedAt) === today;
        const isBy = (task: Task) => isOpen(task) && task.dueDate !== null && task.dueDate <= today;
        expect(sorted(idsOf(viewInbox(all, reader)))).toEqual(pick(all, isOpen));
        expect(sorted(idsOf(viewToday(all, reader)))).toEqual(pick(all, (task) => isBy(task) || wasDoneToday(task)));
        expect(sorted(idsOf(viewUpcoming(all, reader)))).toEqual(
          pick(all, (task) => isOpen(task) && task.dueDate !== null && task.dueDate >= today),
        );
        expect(sorted(idsOf(viewCompleted(all, reader)))).toEqual(
          pick(all, (task) => !task.deletedAt && task.completed),
        );
        expect(sorted(idsOf(viewTrash(all, reader)))).toEqual(pick(all, (task) => task.deletedAt !== null));
        for (const { id, tasks: rows } of viewCompleted(all, reader).sections)
          expect(new Set(rows.map((task) => `day-${day(task.completedAt ?? "")}`))).toEqual(new Set([id]));
      }),
    );
  });

  test("the counts are those of the views", () => {
    fc.assert(
      fc.property(anyTasks, anyContext, (all, reader) => {
        const today = viewToday(all, reader);
        expect(countViews(all, reader)).toEqual({
          inbox: idsOf(viewInbox(all, reader)).length,
          today: today.progress.total - today.progress.done,
          upcoming: idsOf(viewUpcoming(all, reader)).length,
          completed: idsOf(viewCompleted(all, reader)).length,
          trash: idsOf(viewTrash(all, reader)).length,
        });
      }),
    );
  });

  test("the order of what came in does not matter, and a filter only leaves out", () => {
    const views = [viewInbox, viewToday, viewUpcoming, viewCompleted, viewTrash];
    fc.assert(
      fc.property(anyTasks, anyContext, anyOptions, (all, reader, chosen) => {
        const before = structuredClone(all);
        for (const view of views) {
          const result = view(all, reader, chosen);
          expect(view(all.toReversed(), reader, chosen)).toEqual(result);
          const rest = view(all, reader, { ...chosen, priorities: [], due: "any" });
          const shown = new Set(idsOf(result));
          expect(idsOf(rest).filter((id) => shown.has(id))).toEqual(idsOf(result));
          expect(new Set(result.sections.map(({ id }) => id)).size).toBe(result.sections.length);
        }
        expect(all).toEqual(before);
      }),
    );
  });
});
