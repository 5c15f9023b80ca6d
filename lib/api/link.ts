import type { ListQuery } from "@/lib/contract/queries";

/** RFC 8288: the next page of the same list, as a path, for no URL is read from the request. */
export function linkNext(query: ListQuery, nextCursor: string | null): Record<string, string> {
  if (nextCursor === null) return {};
  const { priority = [], ...single } = { ...query, cursor: nextCursor };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(single)) if (value !== undefined) parameters.append(name, String(value));
  for (const name of priority) parameters.append("priority", name);
  return { Link: `</api/tasks?${parameters}>; rel="next"` };
}
