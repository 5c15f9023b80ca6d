import { v7 as uuidv7 } from "uuid";
import { attempt } from "./device-storage";
import { readDeviceUser } from "./device-user";
import { onLeave } from "./save-typed";

/** Something typed that a field has left, and the key that it is kept under. */
type Kept = { key: string; value: unknown };

// What a browser does not store lives as long as the page.
const unstored = new Map<string, string>();

/** Where a field keeps its text: for its owner, and in storage, which signing out clears for every tab. */
const toStart = (owner: string, field: string) => `tend-typed ${owner} ${field} `;

/** On a device that has become another's, or nobody's, nothing is stored any more. */
function write(key: string, text: string, isOwners: boolean): void {
  unstored.set(key, text);
  if (!isOwners) return;
  attempt(() => {
    localStorage.setItem(key, text);
    unstored.delete(key);
  });
}

/** What a field of this name has left, the last first. */
export function findTyped(owner: string, field: string): Kept | undefined {
  const start = toStart(owner, field);
  const key = [...unstored.keys(), ...(attempt(() => Object.keys(localStorage)) ?? [])]
    .filter((key) => key.startsWith(start))
    .sort()
    .at(-1);
  if (key === undefined) return undefined;
  return { key, value: JSON.parse(unstored.get(key) ?? localStorage.getItem(key) ?? "null") };
}

/** Forgets what another field has taken over. */
export function forgetTyped(key: string): void {
  unstored.delete(key);
  attempt(() => localStorage.removeItem(key));
}

/** A key of a field's own, so that no tab overwrites another's; they are in the order of time. */
export const makeTypedKey = (owner: string, field: string): string => toStart(owner, field) + uuidv7();

/**
 * Keeps what a field holds when the field goes, or the page. `leave` saves what can be saved, and returns the rest.
 * Returns what is to be called when the field goes.
 */
export function holdTyped(owner: string, key: string, leave: () => unknown): () => void {
  // A field that is there again, and a page that comes back from the browser's cache, hold their text themselves.
  const takeBack = () => forgetTyped(key);
  takeBack();
  window.addEventListener("pageshow", takeBack);
  const store = () => {
    const rest = leave();
    if (rest !== undefined) write(key, JSON.stringify(rest), readDeviceUser()?.id === owner);
  };
  const stopHearing = onLeave(store);
  return () => {
    stopHearing();
    window.removeEventListener("pageshow", takeBack);
    store();
  };
}
