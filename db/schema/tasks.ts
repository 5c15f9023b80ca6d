import { type SQL, sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import {
  dateMax,
  dateMin,
  descriptionMaxLength,
  idempotencyKeyMaxLength,
  positionMaxLength,
  positionPattern,
  priorities,
  titleMaxLength,
} from "@/lib/contract/limits";
import { user } from "./auth";
import { bytewiseText, humanText, instant, minute, priorityRank } from "./columns";

const literal = (value: string | number) => sql.raw(typeof value === "number" ? String(value) : `'${value}'`);
const revision = () => bigint({ mode: "number" }).notNull();
const count = () => bigint({ mode: "number" }).notNull().default(0);
const owner = () => uuid("user_id").notNull();

/**
 * When a task is due, as one sortable value: a date without a time comes after the date's last minute, no date at all
 * at the end of time, or at its beginning for an order that runs backwards. The same expression in the index, in the
 * filters and in the order, or the index is of no use.
 */
export function dueMoment(
  columns: { dueDate: unknown; dueTime: unknown },
  whenNone: "infinity" | "-infinity" = "infinity",
): SQL {
  return sql`coalesce(${columns.dueDate} + coalesce(${columns.dueTime}, time '23:59:59'), timestamp ${literal(whenNone)})`;
}

export const task = pgTable(
  "task",
  {
    userId: owner(),
    id: uuid().notNull(),
    title: humanText().notNull(),
    description: text().notNull().default(""),
    completedAt: instant("completed_at"),
    priority: priorityRank().notNull().default(sql`0`),
    dueDate: date("due_date", { mode: "string" }),
    dueTime: minute("due_time"),
    position: bytewiseText().notNull(),
    deletedAt: instant("deleted_at"),
    revision: revision(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    /** What a search looks through: title and description without case and accents. */
    search: bytewiseText()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`fold(title || ' ' || description)`),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    foreignKey({ columns: [table.userId], foreignColumns: [user.id] }).onDelete("cascade"),
    // The list in its manual order, page by page.
    index("task_position_idx").on(table.userId, table.position, table.id).where(sql`deleted_at is null`),
    // The same of the trash, which is small; the sweep goes through all of it.
    index("task_trash_idx").on(table.userId, table.position, table.id).where(sql`deleted_at is not null`),
    // Today and Upcoming: by the moment they are due.
    index("task_due_idx")
      .on(table.userId, sql`(${dueMoment(table)})`, table.id)
      .where(sql`deleted_at is null`),
    // What has changed since a revision.
    index("task_revision_idx").on(table.userId, table.revision),
    check("task_title_length", sql`char_length(title) between 1 and ${literal(titleMaxLength)}`),
    check("task_description_length", sql`char_length(description) <= ${literal(descriptionMaxLength)}`),
    check("task_priority_known", sql`priority between 0 and ${literal(priorities.length - 1)}`),
    check("task_due_date_range", sql`due_date between ${literal(dateMin)} and ${literal(dateMax)}`),
    check("task_due_time_needs_date", sql`due_time is null or due_date is not null`),
    check(
      "task_position_valid",
      sql`char_length(position) <= ${literal(positionMaxLength)} and position ~ ${literal(positionPattern)}`,
    ),
    check("task_revision_positive", sql`revision > 0`),
  ],
);

/** One counter per person, bumped in the same statement as each write. */
export const userClock = pgTable(
  "user_clock",
  {
    userId: uuid("user_id").primaryKey(),
    revision: revision(),
    /** Deletions at or below it may have been forgotten: a `since` under it can't be answered. */
    horizon: bigint({ mode: "number" }).notNull().default(0),
  },
  (table) => [foreignKey({ columns: [table.userId], foreignColumns: [user.id] }).onDelete("cascade")],
);

/** How much a person keeps, counted with each write that changes it. */
export const userStorage = pgTable(
  "user_storage",
  {
    userId: uuid("user_id").primaryKey(),
    tasks: count(),
    /** Of titles and descriptions in UTF-8, of the answers that are kept under keys, and so many for each deletion. */
    bytes: count(),
    /** When both were last counted from what there is. */
    countedAt: instant("counted_at").notNull().default(sql`'-infinity'`),
  },
  (table) => [foreignKey({ columns: [table.userId], foreignColumns: [user.id] }).onDelete("cascade")],
);

/** What has been deleted for good, for those who follow the changes. */
export const taskTombstone = pgTable(
  "task_tombstone",
  {
    userId: owner(),
    id: uuid().notNull(),
    revision: revision(),
    deletedAt: instant("deleted_at").notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    foreignKey({ columns: [table.userId], foreignColumns: [user.id] }).onDelete("cascade"),
    // What has been deleted since a revision.
    index("task_tombstone_revision_idx").on(table.userId, table.revision),
    // Deletions leave by age.
    index("task_tombstone_deleted_idx").on(table.deletedAt),
  ],
);

/** The first answer to a request with an Idempotency-Key, for a day. */
export const idempotencyKey = pgTable(
  "idempotency_key",
  {
    userId: owner(),
    key: bytewiseText().notNull(),
    /** SHA-256 of the operation and its validated body, in hex. */
    hash: text().notNull(),
    /** Which attempt won: every attempt brings its own. */
    claim: uuid().notNull(),
    response: jsonb(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    /** How long the response is. */
    bytes: integer()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`coalesce(octet_length(response::text), 0)`),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    foreignKey({ columns: [table.userId], foreignColumns: [user.id] }).onDelete("cascade"),
    // Old keys leave by age.
    index("idempotency_key_created_idx").on(table.createdAt),
    check("idempotency_key_length", sql`char_length(key) between 1 and ${literal(idempotencyKeyMaxLength)}`),
  ],
);
