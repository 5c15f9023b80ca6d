import { idempotencyKeyMaxLength } from "@/lib/contract/limits";
import { ApiError } from "./problem";

const entityTags = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*$/;

/** RFC 9110, section 13.1: `*`, or the tags without their quotes and weakness; undefined without the header. */
function parseEntityTags(value: string | null, name: string): "*" | string[] | undefined {
  if (value === null) return undefined;
  const trimmed = value.trim();
  if (trimmed === "*") return "*";
  if (!entityTags.test(trimmed))
    throw new ApiError("malformed_request", { detail: `${name} is not a list of entity tags` });
  return [...trimmed.matchAll(/"([^"]*)"/g)].map(([, tag = ""]) => tag);
}

/**
 * The revisions that If-Match allows; null for any. A tag that is no revision of ours matches nothing.
 * A proxy that compresses an answer weakens its tag, so `W/"5"` counts as `"5"`.
 */
export function parseIfMatch(headers: Headers): number[] | null {
  const tags = parseEntityTags(headers.get("if-match"), "If-Match");
  if (tags === undefined || tags === "*") return null;
  return tags
    .filter((tag) => /^(?:0|[1-9]\d{0,15})$/.test(tag))
    .map(Number)
    .filter(Number.isSafeInteger);
}

/** Reads If-None-Match into a test of whether it names a revision, so that 304 is the answer. */
export function parseIfNoneMatch(headers: Headers): (revision: number) => boolean {
  const tags = parseEntityTags(headers.get("if-none-match"), "If-None-Match");
  return (revision) => tags === "*" || Boolean(tags?.includes(String(revision)));
}

const visibleAscii = new RegExp(`^[\\x21-\\x7e]{1,${idempotencyKeyMaxLength}}$`);

/** The Idempotency-Key, or undefined. */
export function parseIdempotencyKey(headers: Headers): string | undefined {
  const value = headers.get("idempotency-key");
  if (value === null) return undefined;
  if (visibleAscii.test(value)) return value;
  throw new ApiError("malformed_request", {
    detail: `Idempotency-Key must have 1 to ${idempotencyKeyMaxLength} visible ASCII characters`,
  });
}
