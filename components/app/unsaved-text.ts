import { hasTexts } from "./device-storage";
import { findTyped, forgetTyped } from "./typed-text";

/** Text of a task that can't be saved, and what it was typed over. */
export type UnsavedText = { text: string; seen: string };

/** What such text is kept as, wherever it was typed. */
export const nameUnsaved = (taskId: string, field: "title" | "description") => `${field} ${taskId}`;

/** Takes over the text that the last field of this name has left. */
export function takeUnsaved(owner: string, field: string): UnsavedText | undefined {
  const kept = findTyped(owner, field);
  if (kept) forgetTyped(kept.key);
  return hasTexts(kept?.value, "text", "seen") ? kept.value : undefined;
}
