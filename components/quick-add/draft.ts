import { hasTexts } from "@/components/app/device-storage";
import { findTyped } from "@/components/app/typed-text";
import type { TextRange } from "./text-range";

/** What stands in a quick-add field. `refused`: words that stay text. `isDated`: the field's own day counts. */
export type Draft = { text: string; refused: readonly TextRange[]; isDated: boolean };

export const emptyDraft: Draft = { text: "", refused: [], isDated: true };

/** What a draft is kept as: any quick-add field goes on with what another has left. */
export const draftField = "quick-add";

/** The draft that the next field starts with, and the key that it is kept under. */
export function findDraft(owner: string): { key: string; draft: Draft } | undefined {
  const kept = findTyped(owner, draftField);
  return isDraft(kept?.value) ? { key: kept.key, draft: kept.value } : undefined;
}

/** What a field leaves: nothing where it is blank. */
export const leaveDraft = (draft: Draft): Draft | undefined => (draft.text.trim() ? draft : undefined);

const isDraft = (value: unknown): value is Draft =>
  hasTexts(value, "text") &&
  typeof Reflect.get(value, "isDated") === "boolean" &&
  isRanges(Reflect.get(value, "refused"));

const isRanges = (value: unknown): value is TextRange[] =>
  Array.isArray(value) && value.every((range) => Number.isInteger(range?.start) && Number.isInteger(range?.end));
