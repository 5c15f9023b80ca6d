// Spaces, marks with nothing to stand on, what Unicode calls ignorable by default, and the few others that have no ink:
// the blank Braille pattern, marks around annotations, a note without a head, and Egyptian joiners.
const inkless = String.raw`[\s\p{Z}\p{Cc}\p{M}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}\u{13430}-\u{1343f}]`;
const blank = new RegExp(`^${inkless}*$`, "u");
const blankEnds = new RegExp(`^${inkless}+|${inkless}+$`, "gu");

/** Whether a text shows nothing: it is empty, or of spaces, fillers, invisible characters and marks alone. */
export const isBlank = (text: string): boolean => blank.test(text);

/** A short text without what shows nothing before and behind it. */
export const trimBlank = (text: string): string => text.replace(blankEnds, "");
