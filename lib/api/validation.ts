import { z } from "zod";
import type { FieldError } from "@/lib/contract/errors";

type Issue = z.core.$ZodIssue;

function toPointer(path: readonly PropertyKey[]): string {
  // RFC 6901, section 3.
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function getCode(issue: Issue): string {
  if (issue.code === "custom" && typeof issue.params?.code === "string") return issue.params.code;
  return issue.code === "invalid_type" && issue.input === undefined ? "required" : issue.code;
}

function toErrors(issue: Issue): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: toPointer([...issue.path, key]),
      code: "unknown_field",
      message: `${key} is not known here`,
    }));
  }
  const field = String(issue.path.at(-1) ?? "the body");
  const code = getCode(issue);
  const message = code === "required" ? "is required" : lowerFirst(issue.message);
  return [{ pointer: toPointer(issue.path), code, message: `${field} ${message}` }];
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

// A body of a thousand mistakes is answered with the first of them.
const maxErrors = 20;

/** Parses a value by its schema. Field errors name JSON Pointers and never quote a value. */
export function validate(
  schema: z.ZodType,
  value: unknown,
): { data: unknown; errors?: never } | { data?: never; errors: FieldError[] } {
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? { data: parsed.data } : { errors: parsed.error.issues.flatMap(toErrors).slice(0, maxErrors) };
}

const bypass = "x-vercel-protection-bypass";

/** The query as its schema expects it: a parameter that may be repeated is a list, any other the one string it was given. */
export function readQuery(url: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  const start = url.indexOf("?");
  if (start === -1) return query;
  const parameters = new URLSearchParams(url.slice(start));
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    // `__proto__` is a name like any other.
    if (name !== bypass) Object.defineProperty(query, name, { value: unwrap(values), enumerable: true });
  }
  return query;
}

const unwrap = ([first = "", ...rest]: string[]) => (rest.length === 0 ? first : [first, ...rest]);

/** The query of an operation that takes none. */
export const noQuery = z.strictObject({});
