const appleNames: Readonly<Record<string, string>> = { mod: "⌘", shift: "⇧", alt: "⌥", Backspace: "⌫" };
const otherNames: Readonly<Record<string, string>> = { mod: "Ctrl", shift: "Shift", alt: "Alt" };
const commonNames: Readonly<Record<string, string>> = { ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

/** Whether this is a Mac, an iPad or an iPhone. */
export const isAppleDevice = (): boolean =>
  typeof navigator !== "undefined" && /Mac|iPad|iPhone/.test(navigator.platform);

/** A key as the command table spells it, as it is written on the keyboard at hand: ⌘K, Ctrl K, G T. */
export function describeKeys(keys: string, isApple: boolean): string {
  const names = { ...commonNames, ...(isApple ? appleNames : otherNames) };
  return keys
    .split("+")
    .map((key) => names[key] ?? key)
    .join(isApple ? "" : " ");
}
