import { isBlank } from "@/lib/contract/blank";

/** The number of code points, as the contract counts. */
export const countCharacters = (text: string): number => Array.from(text).length;

/** A title while it is typed: whatever is pasted into it, it stays one line. */
export const toLine = (text: string): string => text.replace(/[\r\n]+/g, " ");

/** A title as the server keeps it; empty if it would show nothing. */
export function tidyTitle(text: string): string {
  const tidy = text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return isBlank(tidy) ? "" : tidy;
}

/** A description as the server keeps it. */
export const tidyDescription = (text: string): string => text.toWellFormed().replaceAll("\0", "");
