import { type SQL, sql } from "drizzle-orm";
import { errorStatus } from "@/lib/contract/error-status";
import type { RefusalCode } from "./errors";

/** The operation of a batch that a statement is for, counted from 0; null outside a batch. */
const at = sql`${sql.placeholder("at")}::int`;

/**
 * SQL that ends the statement and its transaction with a refusal: SQLSTATE `TD` and the HTTP status, what else there
 * is to say as JSON in the detail. An update of no rows raises nothing by itself.
 */
export function refuse(code: RefusalCode, more: Record<string, SQL | string> = {}): SQL {
  const fields = Object.entries(more).map(
    ([key, value]) => sql`, ${sql.raw(`'${key}'`)}, ${typeof value === "string" ? sql.raw(`'${value}'`) : value}`,
  );
  return sql`refuse(${sql.raw(`'TD${code === "already_answered" ? 200 : errorStatus[code]}'`)}, jsonb_build_object('code', ${sql.raw(`'${code}'`)}, 'at', ${at}${sql.join(fields)})::text)`;
}
