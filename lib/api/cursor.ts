import { hash } from "node:crypto";
import { z } from "zod";
import type { PageEnd } from "@/db/task-list";
import { dateMin, priorities } from "@/lib/contract/limits";
import type { ListQuery } from "@/lib/contract/queries";
import { uuid } from "@/lib/contract/scalars";
import { ApiError } from "./problem";

const isKept = (value: string) => value >= dateMin;
const instant = z.iso.datetime({ precision: 3 }).refine(isKept);
const localTime = z.iso.datetime({ local: true, precision: 0 }).regex(/\d$/).refine(isKept);

const valueSchemas = {
  position: z.string(),
  created: instant,
  updated: z.int().min(0),
  due: z.union([localTime, z.enum(["infinity", "-infinity"])]),
  priority: z
    .int()
    .min(0)
    .max(priorities.length - 1),
  title: z.string(),
} as const;

function getSchema(sort: ListQuery["sort"]) {
  // The contract's sorts are the keys above, with and without a sign.
  const key = sort.replace(/^-/, "") as keyof typeof valueSchemas;
  return z.tuple([z.string(), valueSchemas[key], uuid]);
}

/** What a cursor belongs to: the list's owner, filter and order, but not its page size. */
function fingerprint(owner: string, { cursor: _, limit: __, ...list }: ListQuery): string {
  const words = Object.entries(list).sort(([one], [other]) => (one < other ? -1 : 1));
  return hash("sha256", JSON.stringify([owner, words]), "base64url").slice(0, 16);
}

/** An opaque cursor: where the page ended, bound to its owner, filter and order. */
export function writeCursor(owner: string, query: ListQuery, { value, id }: PageEnd): string {
  return Buffer.from(JSON.stringify([fingerprint(owner, query), value, id])).toString("base64url");
}

/** Where the page before ended. Throws ApiError invalid_cursor for a cursor of another list, or of nobody's making. */
export function readCursor(owner: string, query: ListQuery): PageEnd | undefined {
  if (query.cursor === undefined) return undefined;
  const parsed = getSchema(query.sort).safeParse(parseJson(Buffer.from(query.cursor, "base64url").toString()));
  if (!parsed.success || parsed.data[0] !== fingerprint(owner, query)) throw new ApiError("invalid_cursor");
  const [, value, id] = parsed.data;
  if (typeof value === "string" && (!value.isWellFormed() || value.includes("\0")))
    throw new ApiError("invalid_cursor");
  return { value, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
