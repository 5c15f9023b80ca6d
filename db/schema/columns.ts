import { customType } from "drizzle-orm/pg-core";
import { priorities } from "@/lib/contract/limits";

export type Priority = (typeof priorities)[number];

/**
 * PostgreSQL's text of a timestamptz, from a row or from jsonb, as RFC 3339 in UTC with milliseconds.
 * In a UTC session, which every driver of ours has, it only moves characters.
 */
function toInstant(value: string): string {
  // What nearly all of them look like: 2026-11-20 10:12:02.127+00
  if (value.length === 26 && value.endsWith("+00")) return `${value.slice(0, 10)}T${value.slice(11, 23)}Z`;
  if (!value.endsWith("+00") && !value.endsWith("+00:00")) return new Date(value).toISOString();
  const end = value.lastIndexOf("+");
  const fraction = value.slice(20, end).padEnd(3, "0");
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction}Z`;
}

/** A moment: `timestamptz(3)` in the database, RFC 3339 in UTC with milliseconds here. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp (3) with time zone",
  fromDriver: toInstant,
});

/** A wall-clock time: `HH:MM`. */
export const minute = customType<{ data: string; driverData: string }>({
  dataType: () => "time (0)",
  fromDriver: (value) => value.slice(0, 5),
});

/** A rank, so that priorities sort; its name here. */
export const priorityRank = customType<{ data: Priority; driverData: number }>({
  dataType: () => "smallint",
  toDriver: (value) => priorities.indexOf(value),
  fromDriver: (value) => priorities[value] ?? "none",
});

/** Text compared byte by byte, whatever the server's locale. */
export const bytewiseText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Text compared as people expect, by the Unicode root collation that every PostgreSQL 16 has, whatever its locale. */
export const humanText = customType<{ data: string }>({ dataType: () => 'text COLLATE "unicode"' });
