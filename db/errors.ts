import type { ErrorCode } from "@/lib/contract/errors";
import { getUsage } from "./usage";

/** The codes that our SQL refuses with: the API's, and one that only db/task-batch.ts knows. */
export type RefusalCode = ErrorCode | "already_answered";

/** What a refusal says beside its code: the operation of a batch it is about, the task's current revision, the field. */
export type Refusal = { code: RefusalCode; at: number | null; revision?: number; pointer?: string };

/**
 * What a query failed with. It never holds a parameter or a row: PostgreSQL's message and detail, and Drizzle's
 * message, may contain both, session tokens included. Recognise it by `code`: there are two module graphs.
 *
 * - `refused`: a verdict of our own SQL (`refuse`), in `refusal`
 * - `unavailable`: the database can't be reached, is too slow, or gave up on a lock; try again later
 * - `crowded`: so much of the same person's waits that it was not tried
 * - `failed`: anything else; `sqlState` and `constraint` say what
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly code: "refused" | "unavailable" | "crowded" | "failed";
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;
  readonly refusal: Refusal | undefined;
  /** Whether the statement was sent and the connection broke before its answer, so that nobody knows what became of it. */
  readonly isLost: boolean;

  constructor(
    code: DatabaseError["code"],
    fields: {
      sqlState?: string | undefined;
      constraint?: string | undefined;
      refusal?: Refusal;
      isLost?: boolean;
    } = {},
  ) {
    super([`database ${code}`, fields.sqlState, fields.constraint].filter(Boolean).join(" "));
    this.code = code;
    this.sqlState = fields.sqlState;
    this.constraint = fields.constraint;
    this.refusal = fields.refusal;
    this.isLost = fields.isLost ?? false;
  }
}

export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && error.name === "DatabaseError" && "code" in error;
}

/** The refusal in an error, if the database refused. */
export function getRefusal(error: unknown): Refusal | undefined {
  return isDatabaseError(error) ? error.refusal : undefined;
}

// Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html that pass by themselves.
const passingClasses = ["08", "53", "57", "58"];
const passingCodes = ["40001", "40P01", "55P03", "25006", "25P03"];
const brokenCode = /^(?:TypeError|RangeError|ReferenceError|SyntaxError)$/;

/** Our own error for whatever a driver or Drizzle threw. */
export function toDatabaseError(thrown: unknown): DatabaseError {
  if (isDatabaseError(thrown)) return thrown;
  const cause =
    thrown instanceof Error && thrown.name !== "NeonDbError" && thrown.cause instanceof Error ? thrown.cause : thrown;
  if (isDatabaseError(cause)) return cause;
  const sqlState = getText(cause, "code");
  const isSqlState = sqlState !== undefined && /^[0-9A-Z]{5}$/.test(sqlState);
  if (!isSqlState) {
    // Without an SQLSTATE the server did not answer, unless the mistake is in our own code.
    if (cause instanceof Error && brokenCode.test(cause.name) && !/fetch/.test(cause.message))
      return new DatabaseError("failed");
    return unavailable();
  }
  if (sqlState.startsWith("TD")) {
    return new DatabaseError("refused", { sqlState, refusal: JSON.parse(getText(cause, "detail") ?? "{}") });
  }
  if (passingClasses.includes(sqlState.slice(0, 2)) || passingCodes.includes(sqlState)) {
    return unavailable({ sqlState });
  }
  return new DatabaseError("failed", { sqlState, constraint: getText(cause, "constraint") });
}

function getText(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const field: unknown = Reflect.get(value, key);
  return typeof field === "string" ? field : undefined;
}

/** The error for a database that did not do what it was asked, which `watchOutage` hears of. */
export function unavailable(fields: { sqlState?: string; isLost?: boolean } = {}): DatabaseError {
  const usage = getUsage();
  if (usage) usage.wasUnavailable = true;
  return new DatabaseError("unavailable", fields);
}

/** Does the work once more if the answer to it was lost: only for what may be done twice. Throws as the work does. */
export async function repeatIfLost<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDatabaseError(error) || !error.isLost) throw error;
    return await work();
  }
}
