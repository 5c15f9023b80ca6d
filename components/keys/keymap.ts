import { type CommandId, commandEntries, findCommand } from "./commands";
import type { Focus } from "./focus";
import { isCharacterKey, type KeyPress, localKeys, spellPress } from "./key-press";

/** The performance mark of the moment from which the page hears keys. */
export const hearsKeysMark = "tend-hears-keys";

/** How the app hears a key at that moment. `prefix`: the key before, if it was one that another has to follow. */
export type Hearing = { isMac: boolean; hasLetterKeys: boolean; focus: Focus; prefix: string | null };

/** What a press asks for: a command, or the first of two keys. */
export type Heard = { id: CommandId } | { prefix: string };

const makeKeymap = (isMac: boolean) =>
  new Map(
    commandEntries.flatMap(([id]) => localKeys(findCommand(id).keys ?? [], isMac).map((spelling) => [spelling, id])),
  );

const keymaps = new Map<boolean, Map<string, CommandId>>();

function getKeymap(isMac: boolean): Map<string, CommandId> {
  const keymap = keymaps.get(isMac) ?? makeKeymap(isMac);
  keymaps.set(isMac, keymap);
  return keymap;
}

/** What a press means here, whether or not it can be done now; undefined if it is not ours. */
export function hearPress(press: KeyPress, { isMac, hasLetterKeys, focus, prefix }: Hearing): Heard | undefined {
  const spelling = spellPress(press, isMac);
  if (spelling === undefined || focus === "overlay") return undefined;
  const keymap = getKeymap(isMac);
  const id = keymap.get(prefix === null ? spelling : `${prefix} ${spelling}`);
  if (isCharacterKey(spelling) && !hasLetterKeys) return undefined;
  if (id === undefined) {
    const starts = prefix === null && [...keymap.keys()].some((other) => other.startsWith(`${spelling} `));
    return starts && focus !== "field" ? { prefix: spelling } : undefined;
  }
  if (focus === "field" && !findCommand(id).whileTyping) return undefined;
  // A control in the row is pressed by its own keys.
  if (focus === "control" && (spelling === "Space" || spelling === "Enter")) return undefined;
  return { id };
}
