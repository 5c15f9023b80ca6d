/** What a keyboard event says about which key it was. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> & {
  isAltGraph: boolean;
};

const digit = /^[0-9]$/;
const latinLetter = /^[a-z]$/i;
const otherLetter = /^(?!\p{Script=Latin})\p{L}$/u;

/**
 * A press as the command table spells it: “Q”, “/”, “Mod+Shift+Z”, “Alt+ArrowUp”. Mod is ⌘ on a Mac and Ctrl elsewhere.
 * A letter is what the layout says, or where it stands if the layout is not Latin; a digit is where it stands, for some
 * layouts have their digits behind Shift. Undefined for what no key is spelled like.
 */
export function spellPress(press: KeyPress, isMac: boolean): string | undefined {
  const { key, altKey, shiftKey, isAltGraph } = press;
  const symbol = readSymbol(press);
  // The character says it all: layouts have it behind Shift or AltGr, which Windows reports as Ctrl and Alt.
  if (symbol === "/" || symbol === "?") return isAltGraph || !hasModifier(press) ? symbol : undefined;
  if (symbol === undefined || (isAltGraph && !(altKey && key.length > 1))) return undefined;
  const isShifted = shiftKey && !(digit.test(symbol) && symbol === key);
  return [...listModifiers(press, isMac), ...(isShifted ? ["Shift"] : []), symbol].join("+");
}

const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyPress) => ctrlKey || metaKey || altKey;

function listModifiers({ ctrlKey, metaKey, altKey }: KeyPress, isMac: boolean): string[] {
  const [isMod, isOther] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  return [...(isMod ? ["Mod"] : []), ...(isOther ? ["Other"] : []), ...(altKey ? ["Alt"] : [])];
}

function readSymbol({ key, code }: KeyPress): string | undefined {
  if (key === " ") return "Space";
  if (latinLetter.test(key)) return key.toUpperCase();
  if (key === "/" || key === "?") return key;
  if (digit.test(key)) return key;
  if (/^Digit[0-9]$/.test(code)) return code.slice("Digit".length);
  if (otherLetter.test(key) && /^Key[A-Z]$/.test(code)) return code.slice("Key".length);
  return /^[A-Z][A-Za-z]+$/.test(key) && key !== "Dead" ? key : undefined;
}

/** The spellings that hold on this system: those with Cmd are a Mac's alone, those with Ctrl every other's. */
export function localKeys(keys: readonly string[], isMac: boolean): string[] {
  const [own, others] = isMac ? ["Cmd+", "Ctrl+"] : ["Ctrl+", "Cmd+"];
  return keys.filter((spelling) => !spelling.startsWith(others)).map((spelling) => spelling.replace(own, "Mod+"));
}

/** Whether a spelling is one character by itself, or a run of them: what can be switched off (WCAG 2.1.4). */
export const isCharacterKey = (spelling: string): boolean => /^.( .)*$/.test(spelling);
