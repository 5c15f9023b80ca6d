import type { TextRange } from "./text-range";

/** What stands in a quick-add field. `refused`: words that stay text. `isDated`: the field's own day counts. */
export type Draft = { text: string; refused: readonly TextRange[]; isDated: boolean };

export const emptyDraft: Draft = { text: "", refused: [], isDated: true };

// Drafts of fields that were closed; they live as long as the page.
const kept: Draft[] = [];

/** Keeps what is in a field that closes, for the next one that opens. */
export function keepDraft(draft: Draft): void {
  if (draft.text.trim()) kept.push(draft);
}

/** The draft that the next field starts with. */
export const peekDraft = (): Draft | undefined => kept.at(-1);

/** Forgets the draft that a field has started with. */
export function takeDraft(): void {
  kept.pop();
}
