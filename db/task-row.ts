import { type Column, getTableColumns } from "drizzle-orm";
import type { Task } from "@/lib/contract/task";
import { task } from "./schema/tasks";

const { userId, search, ...columns } = getTableColumns(task);

/** The columns that a task is read from: all but its owner and its search text. */
export const taskColumns = columns;

type TaskRow = Pick<typeof task.$inferSelect, keyof typeof taskColumns>;

/** A row as the contract's task. */
export function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    completed: row.completedAt !== null,
    completedAt: row.completedAt,
    priority: row.priority,
    dueDate: row.dueDate,
    dueTime: row.dueTime,
    position: row.position,
    deletedAt: row.deletedAt,
    revision: row.revision,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** A task from `to_jsonb` of its row, whose keys are column names. */
export function toTaskFromJson(json: Record<string, unknown>): Task {
  const read = (column: Column) => {
    const value = json[column.name] ?? null;
    return value === null ? null : column.mapFromDriverValue(value);
  };
  const row = Object.fromEntries(Object.entries(taskColumns).map(([key, column]) => [key, read(column)]));
  // Our own statement wrote it, from a row of this very table.
  return toTask(row as TaskRow);
}

/** The task columns of a subquery that selects them. */
export function pickTask<T extends Record<keyof typeof taskColumns, unknown>>(
  source: T,
): Pick<T, keyof typeof taskColumns> {
  const keys = Object.keys(taskColumns).map((key) => [key, Reflect.get(source, key)]);
  return Object.fromEntries(keys) as Pick<T, keyof typeof taskColumns>; // the keys are those of taskColumns
}
