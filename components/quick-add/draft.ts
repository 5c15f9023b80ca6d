import type { TextRange } from "./text-range";

/** What stands in a quick-add field. `refused`: words that stay text. `isDated`: the field's own day counts. */
export type Draft = { text: string; refused: readonly TextRange[]; isDated: boolean };

export const emptyDraft: Draft = { text: "", refused: [], isDated: true };

const storageKey = "tend-quick-add";

// Drafts of fields that were closed; they live as long as the page, or the tab where it is loaded again.
const kept: Draft[] = readStored();

function readStored(): Draft[] {
  try {
    const text = sessionStorage.getItem(storageKey);
    sessionStorage.removeItem(storageKey);
    return text ? [{ ...emptyDraft, text }] : [];
  } catch {
    return [];
  }
}

/** Keeps the text of a draft over a reload. A browser that stores nothing does no harm. */
export function storeDraft({ text }: Draft): void {
  try {
    if (text.trim()) sessionStorage.setItem(storageKey, text);
  } catch {
    // Storage may be full, or forbidden.
  }
}

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
