import { readDeviceUser } from "@/components/app/device-user";
import type { TextRange } from "./text-range";

/** What stands in a quick-add field. `refused`: words that stay text. `isDated`: the field's own day counts. */
export type Draft = { text: string; refused: readonly TextRange[]; isDated: boolean };

export const emptyDraft: Draft = { text: "", refused: [], isDated: true };

const storageKey = "tend-quick-add";

type Stored = { owner: string; text: string };

const isStored = (value: unknown): value is Stored =>
  typeof value === "object" &&
  value !== null &&
  typeof Reflect.get(value, "owner") === "string" &&
  typeof Reflect.get(value, "text") === "string";

// Drafts of fields that were closed; they live as long as the page, or the tab where it is loaded again.
const kept: Draft[] = readStored();

/** What this person left in a field when the page was loaded again. Another person's is forgotten. */
function readStored(): Draft[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
    sessionStorage.removeItem(storageKey);
    return isStored(stored) && stored.owner === readDeviceUser()?.id ? [{ ...emptyDraft, text: stored.text }] : [];
  } catch {
    return [];
  }
}

/** Keeps the text of a draft over a reload, for whose device it is. A browser that stores nothing does no harm. */
export function storeDraft({ text }: Draft): void {
  const owner = readDeviceUser()?.id;
  if (!owner || !text.trim()) return;
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({ owner, text } satisfies Stored));
  } catch {
    // Storage may be full, or forbidden.
  }
}

/** Forgets what was stored: a page that came back from the browser's cache holds it itself. */
export function forgetStoredDraft(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // What could not be kept need not be removed.
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
