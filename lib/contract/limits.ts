/** The numbers of the contract. No imports: the browser, the CHECK constraints and the schemas all read them. */

export const titleMaxLength = 200;
export const descriptionMaxLength = 10_000;
export const nameMaxLength = 100;
/** RFC 5321, section 4.5.3.1.3, without the angle brackets. */
export const emailMaxLength = 254;
/** A line of quick add: a title and the words that say when. */
export const quickAddMaxLength = 500;
export const passwordMinLength = 8;
export const passwordMaxLength = 128;
/** So many tries to sign in may fail within the seconds, per network and per address. */
export const signInFailuresMax = 10;
export const signInFailureWindowSeconds = 15 * 60;

export const priorities = ["none", "low", "medium", "high"] as const;

export const dateMin = "1900-01-01";
export const dateMax = "9999-12-31";

export const listLimitDefault = 50;
export const listLimitMax = 200;
export const changesLimitDefault = 500;
export const changesLimitMax = 1000;
/** Bytes of text after which a long page of tasks, or of changes, ends though more would fit its limit. */
export const pageMaxBytes = 256 * 1024;
export const batchMaxOperations = 100;
export const searchMaxLength = 200;
/** Words of a search that differ from each other. */
export const searchWordsMax = 20;

export const idempotencyKeyMaxLength = 255;
export const idempotencyKeyLifetimeHours = 24;
/** After these a task in the trash is deleted for good. */
export const trashLifetimeDays = 30;
/** After these a deletion is forgotten. */
export const tombstoneLifetimeDays = 90;

/** Bytes of a request body. */
export const bodyMaxBytes = 128 * 1024;
export const batchBodyMaxBytes = 256 * 1024;
export const authBodyMaxBytes = 64 * 1024;

/** Seconds by which another machine's clock may be ahead of ours. */
export const clockToleranceSeconds = 5;
export const tokenLifetimeSeconds = 15 * 60;

export const positionMaxLength = 128;

/**
 * A fractional-indexing key: a head letter that says how long the integer part is, its base-62 digits,
 * and a fraction without a trailing zero. `A` is left out: its smallest key has no predecessor.
 * Source: https://observablehq.com/@dgreensp/implementing-fractional-indexing
 */
export const positionPattern = (() => {
  const digit = "[0-9A-Za-z]";
  const heads = Array.from({ length: 26 }, (_, index) => ({
    letter: String.fromCharCode(97 + index),
    digits: index + 1,
  })).concat(
    Array.from({ length: 25 }, (_, index) => ({ letter: String.fromCharCode(90 - index), digits: index + 1 })),
  );
  const integer = heads.map(({ letter, digits }) => `${letter}${digit}{${digits}}`).join("|");
  return `^(?:${integer})(?:${digit}*[1-9A-Za-z])?$`;
})();
