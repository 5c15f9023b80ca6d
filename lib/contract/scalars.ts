import { z } from "zod";
import { isBlank } from "./blank";
import { clockToleranceSeconds, dateMax, dateMin, positionMaxLength, positionPattern, priorities } from "./limits";

/** The number of Unicode code points, which is what every length of the contract counts. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

const hasControl = /\p{Cc}/u;

/** Well-formed Unicode without U+0000, which PostgreSQL can't store. */
const text = z.string().refine((value) => value.isWellFormed() && !value.includes("\0"), {
  error: "must be well-formed Unicode without U+0000",
  params: { code: "invalid_text" },
  abort: true,
});

/** Text whose length is counted in code points. */
export function boundedText(max: number) {
  return text.refine((value) => value.length <= max || countCodePoints(value) <= max, {
    error: `must have at most ${max} characters`,
    params: { code: "too_long" },
  });
}

/** One line of text: trimmed, without control characters, and with something in it that shows. */
export function line(max: number) {
  return text
    .overwrite((value) => value.trim())
    .refine((value) => value.length > 0 && (value.length <= max || countCodePoints(value) <= max), {
      error: `must have 1 to ${max} characters`,
      params: { code: "invalid_length" },
    })
    .refine((value) => !hasControl.test(value), {
      error: "must not have control characters",
      params: { code: "invalid_text" },
    })
    .refine((value) => value.length === 0 || !isBlank(value), {
      error: "must have a character that can be seen",
      params: { code: "invalid_text" },
    })
    .meta({ minLength: 1, maxLength: max });
}

export const uuid = z
  .guid({ error: "must be a UUID" })
  .overwrite((value) => value.toLowerCase())
  .meta({ format: "uuid" });

/** A calendar date, `YYYY-MM-DD`. */
export const date = z.iso
  .date({ error: "must be a date, YYYY-MM-DD", abort: true })
  .refine((value) => value >= dateMin && value <= dateMax, {
    error: `must be from ${dateMin} to ${dateMax}`,
    params: { code: "out_of_range" },
  });

/** A wall-clock time, `HH:MM`. */
export const time = z.iso.time({ precision: -1, error: "must be a time, HH:MM" });

/** The name of an IANA time zone as Intl writes it; null when it knows none of that name. */
function findTimeZone(name: string): string | null {
  try {
    // An offset such as +02:00 is no name.
    return /^[A-Za-z]/.test(name) ? new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone : null;
  } catch {
    return null;
  }
}

const timeZoneMaxLength = 64;

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine((value) => value.length <= timeZoneMaxLength && findTimeZone(value) !== null, {
    error: "must be an IANA time zone",
    params: { code: "unknown_time_zone" },
    abort: true,
  })
  .overwrite((value) => findTimeZone(value) ?? value)
  .meta({ maxLength: timeZoneMaxLength });

/** A moment: RFC 3339 in, UTC with milliseconds out. */
export const timestamp = z.iso.datetime({ precision: 3 });

/** A moment that has been: RFC 3339 with any offset, kept as UTC with milliseconds. */
export const pastTimestamp = z.iso
  .datetime({ offset: true, error: "must be a timestamp (RFC 3339)", abort: true })
  .refine((value) => Date.parse(value) <= Date.now() + clockToleranceSeconds * 1000, {
    error: "must not be in the future",
    params: { code: "in_future" },
  })
  .refine((value) => Date.parse(value) >= Date.parse(dateMin), {
    error: `must not be before ${dateMin}`,
    params: { code: "out_of_range" },
  })
  .overwrite((value) => (Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString()));

export const priority = z.enum(priorities);

export const revision = z.int().min(0).meta({ description: "The owner's write counter at the last change" });

export const position = z
  .string()
  .max(positionMaxLength)
  .regex(new RegExp(positionPattern), { error: "must be a fractional-indexing key" })
  // The pattern is a kilobyte of alternatives; readers of the OpenAPI document get its gist.
  .meta({
    description: "Manual order: a fractional-indexing key, compared byte by byte",
    pattern: "^[B-Za-z][0-9A-Za-z]+$",
  });
