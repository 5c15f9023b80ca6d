/** What a keyboard event says about which key it was. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> & {
  isAltGraph: boolean;
};

/** The browser's event, or React's of it. */
type KeyEvent = Omit<KeyPress, "isAltGraph"> & { getModifierState(name: "AltGraph"): boolean };

export function readPress(event: KeyEvent): KeyPress {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey, isAltGraph: event.getModifierState("AltGraph") };
}

const digit = /^[0-9]$/;
const latinLetter = /^[a-z]$/i;
const otherLetter = /^(?!\p{Script=Latin})\p{L}$/u;

/**
 * A press as the command table spells it: “Q”, “/”, “shift+mod+Z”, “alt+ArrowUp”. Mod is ⌘ on a Mac and Ctrl elsewhere.
 * A letter is what the layout says, or where it stands if the layout is not Latin; a digit is where it stands, for some
 * layouts have their digits behind Shift. Undefined for what no command is spelled like.
 */
export function spellPress(press: KeyPress, isMac: boolean): string | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey, isAltGraph } = press;
  const symbol = readSymbol(press);
  const isHeld = ctrlKey || metaKey || altKey;
  // The character says it all: layouts have it behind Shift or AltGr, which Windows reports as Ctrl and Alt.
  if (symbol === "/" || symbol === "?") return isAltGraph || !isHeld ? symbol : undefined;
  // Firefox on a Mac says AltGraph of Option.
  if (symbol === undefined || (isAltGraph && !(isMac && altKey))) return undefined;
  const [isMod, isOther] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  const isShifted = shiftKey && !digit.test(key);
  const held = [isShifted && "shift", altKey && "alt", isOther && "other", isMod && "mod"];
  return [...held.filter((name) => name !== false), symbol].join("+");
}

/** The key without what is held down with it. */
function readSymbol({ key, code }: KeyPress): string | undefined {
  if (key === " ") return "Space";
  if (latinLetter.test(key)) return key.toUpperCase();
  if (key === "/" || key === "?" || digit.test(key)) return key;
  if (/^Digit[0-9]$/.test(code)) return code.slice("Digit".length);
  if (otherLetter.test(key) && /^Key[A-Z]$/.test(code)) return code.slice("Key".length);
  return /^[A-Z][A-Za-z]+$/.test(key) ? key : undefined;
}

/** The spellings that hold on this system: those with cmd are a Mac's alone, those with ctrl every other's. */
export function localKeys(keys: readonly string[], isMac: boolean): string[] {
  const [own, others] = isMac ? ["cmd+", "ctrl+"] : ["ctrl+", "cmd+"];
  return keys.filter((spelling) => !spelling.startsWith(others)).map((spelling) => spelling.replace(own, "mod+"));
}

/** Whether a spelling is one character by itself, or a run of them: what can be switched off (WCAG 2.1.4). */
export const isCharacterKey = (spelling: string): boolean => /^.( .)*$/.test(spelling);
