// Spaces, marks with nothing to stand on, what Unicode calls ignorable by default, and the few others that have no ink:
// the blank Braille pattern, marks around annotations, a note without a head, and Egyptian joiners.
const inkless =
  /^[\s\p{Z}\p{Cc}\p{M}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}\u{13430}-\u{1343f}]*$/u;

/** Whether a text shows nothing: it is empty, or of spaces, fillers, invisible characters and marks alone. */
export const isBlank = (text: string): boolean => inkless.test(text);
