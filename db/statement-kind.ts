import type { Query } from "drizzle-orm";

type HasQuery = { getQuery(): Query };
const kinds = new WeakMap<HasQuery, boolean>();

/** Whether a prepared statement only reads. */
export function isRead(prepared: HasQuery): boolean {
  const known = kinds.get(prepared);
  if (known !== undefined) return known;
  const fresh = isReadText(prepared.getQuery().sql);
  kinds.set(prepared, fresh);
  return fresh;
}

/** Whether the text of a statement only reads, so that it may be carried out twice. */
export function isReadText(sql: string): boolean {
  return /^\s*(?:select|with)\b/i.test(sql) && !/\b(?:insert|update|delete|refuse)\b/i.test(sql);
}
