const appleNames: Readonly<Record<string, string>> = {
  mod: "⌘",
  shift: "⇧",
  alt: "⌥",
  Delete: "⌦",
  Backspace: "⌫",
  Escape: "esc",
};
const otherNames: Readonly<Record<string, string>> = {
  mod: "Ctrl",
  shift: "Shift",
  alt: "Alt",
  Delete: "Del",
  Escape: "Esc",
};
const commonNames: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
};

/** A key or a chord such as `mod+K` or `shift+mod+Z` as it is written on the keyboard at hand: ⌘K, Ctrl K. */
export function describeKeys(keys: string, isApple: boolean): string {
  const names = { ...commonNames, ...(isApple ? appleNames : otherNames) };
  const parts = keys.split("+");
  // Apple writes ⇧⌘, all others Ctrl Shift.
  if (!isApple) parts.sort((one, other) => Number(other === "mod") - Number(one === "mod"));
  return parts.map((key) => names[key] ?? key).join(isApple ? "" : " ");
}

/** Whether this is a Mac, an iPad or an iPhone. False where there is no browser. */
export function isAppleDevice(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPad|iPhone/.test(navigator.platform);
}
