import { z } from "zod";
import type { FieldError } from "@/lib/contract/errors";
import { ApiError } from "./problem";

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

// A request of a thousand mistakes is answered with the first twenty of each part.
const maxErrors = 20;

/** Parses a value by its schema. Field errors name JSON Pointers and never quote a value. */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { data: T; errors?: never } | { data?: never; errors: FieldError[] } {
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? { data: parsed.data } : { errors: parsed.error.issues.flatMap(toErrors).slice(0, maxErrors) };
}

/** What a request with these mistakes is refused with. */
export function validationFailed(errors: FieldError[]): ApiError {
  const [first] = errors;
  return new ApiError("validation_failed", { ...(first && { detail: first.message }), errors });
}

const bypass = "x-vercel-protection-bypass";

/** The query as its schema expects it: a parameter that is given once is a string, one that is repeated a list. */
export function readQuery(url: string): Record<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  const start = url.indexOf("?");
  const parameters = start === -1 ? [] : new URLSearchParams(url.slice(start));
  for (const [name, value] of parameters) {
    if (name === bypass) continue;
    const known = values.get(name);
    if (known === undefined) values.set(name, value);
    else if (typeof known === "string") values.set(name, [known, value]);
    else known.push(value);
  }
  // Unlike an assignment, it makes `__proto__` a name like any other.
  return Object.fromEntries(values);
}

/** The query of an operation that takes none. */
export const noQuery = z.strictObject({});
