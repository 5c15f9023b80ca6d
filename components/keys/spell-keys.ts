import { localKeys } from "./key-press";

const macNames: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Backspace: "⌫" };
const otherNames: Record<string, string> = { Mod: "Ctrl" };
const names: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

/** Whether this is an Apple keyboard's system; false where there is no browser. */
export const readIsMac = (): boolean => typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.platform);

// ⌥⇧⌘, as a Mac's menus have them.
const macOrder = ["Alt", "Shift", "Mod"];

const sortMac = (keys: string[]) => {
  const held = macOrder.filter((key) => keys.includes(key));
  return [...held, ...keys.filter((key) => !held.includes(key))];
};

/** The caps of a key as the command table spells it: “Mod+K” is ⌘ K or Ctrl K, “G T” is G T. */
export const spellKeys = (spelling: string, isMac: boolean): string[] =>
  spelling
    .split(" ")
    .flatMap((press) => (isMac ? sortMac(press.split("+")) : press.split("+")))
    .map((key) => (isMac ? macNames : otherNames)[key] ?? names[key] ?? key);

/** The caps of each of a command's keys on this system. */
export const spellAll = (keys: readonly string[], isMac: boolean): string[][] =>
  localKeys(keys, isMac).map((spelling) => spellKeys(spelling, isMac));
