import { expect, test } from "vitest";
import { commandEntries, findCommand } from "./commands";
import { isCharacterKey, type KeyPress, localKeys } from "./key-press";
import { type Hearing, hearPress } from "./keymap";

type Given = Partial<KeyPress> & { key: string };

const onPage: Hearing = { isMac: false, hasLetterKeys: true, focus: "page", prefix: null };
const onMac: Hearing = { ...onPage, isMac: true };

const press = (given: Given): KeyPress => ({
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isAltGraph: false,
  ...given,
});

function hear(given: Given, hearing: Hearing = onPage) {
  const heard = hearPress(press(given), hearing);
  return heard && ("id" in heard ? heard.id : `${heard.prefix}…`);
}

const shiftKey = true;
const ctrlKey = true;
const metaKey = true;
const altKey = true;

test.each<[string, Given, string | undefined]>([
  ["US", { key: "q", code: "KeyQ" }, "add"],
  ["US, CapsLock", { key: "Q", code: "KeyQ" }, "add"],
  ["US, Shift", { key: "Q", code: "KeyQ", shiftKey }, undefined],
  ["US, CapsLock and Shift", { key: "q", code: "KeyQ", shiftKey }, undefined],
  ["AZERTY", { key: "a", code: "KeyQ" }, undefined],
  ["AZERTY", { key: "q", code: "KeyA" }, "add"],
  ["German", { key: "z", code: "KeyY" }, "undo"],
  ["German", { key: "y", code: "KeyZ" }, undefined],
  ["German, Ctrl", { key: "z", code: "KeyY", ctrlKey }, "undo"],
  ["German, Ctrl", { key: "y", code: "KeyZ", ctrlKey }, "redo"],
  ["German, a letter of its own", { key: "ö", code: "Semicolon" }, undefined],
  ["Turkish F, a Latin letter of its own", { key: "ğ", code: "KeyE" }, undefined],
  ["Dvorak", { key: "'", code: "KeyQ" }, undefined],
  ["Dvorak", { key: "j", code: "KeyC" }, "next"],
  ["Russian", { key: "й", code: "KeyQ" }, "add"],
  ["Russian, Ctrl", { key: "л", code: "KeyK", ctrlKey }, "palette"],
  ["Greek", { key: "τ", code: "KeyT" }, "due"],
  ["Hebrew", { key: "ש", code: "KeyA" }, undefined],
  ["Arabic digit", { key: "١", code: "Digit1" }, "priorityHigh"],
  ["US digit", { key: "4", code: "Digit4" }, "priorityNone"],
  ["AZERTY digit", { key: "é", code: "Digit2" }, "priorityMedium"],
  ["AZERTY digit, Shift", { key: "2", code: "Digit2", shiftKey }, "priorityMedium"],
  ["US digit, Shift", { key: "@", code: "Digit2", shiftKey }, undefined],
  ["numpad digit", { key: "3", code: "Numpad3" }, "priorityLow"],
  ["numpad without NumLock", { key: "PageDown", code: "Numpad3" }, undefined],
  ["a digit that is nothing", { key: "5", code: "Digit5" }, undefined],
  ["Ctrl and a digit is the browser's", { key: "1", code: "Digit1", ctrlKey }, undefined],
  ["US slash", { key: "/", code: "Slash" }, "search"],
  ["German slash", { key: "/", code: "Digit7", shiftKey }, "search"],
  ["AltGr slash, Windows", { key: "/", code: "KeyQ", ctrlKey, altKey, isAltGraph: true }, "search"],
  ["Ctrl slash", { key: "/", code: "Slash", ctrlKey }, undefined],
  ["question mark", { key: "?", code: "Slash", shiftKey }, "keys"],
  ["AltGr Q is @", { key: "@", code: "KeyQ", ctrlKey, altKey, isAltGraph: true }, undefined],
  ["AltGr and a letter", { key: "x", code: "KeyX", isAltGraph: true }, undefined],
  ["a dead key", { key: "Dead", code: "KeyE" }, undefined],
  ["an unknown key", { key: "Unidentified" }, undefined],
  ["Ctrl K", { key: "k", code: "KeyK", ctrlKey }, "palette"],
  ["Ctrl Shift K is the browser's", { key: "K", code: "KeyK", ctrlKey, shiftKey }, undefined],
  ["Ctrl Alt K", { key: "k", code: "KeyK", ctrlKey, altKey }, undefined],
  ["Windows key and K", { key: "k", code: "KeyK", metaKey }, undefined],
  ["Ctrl T is the browser's", { key: "t", code: "KeyT", ctrlKey }, undefined],
  ["Ctrl A", { key: "a", code: "KeyA", ctrlKey }, "selectAll"],
  ["Ctrl Shift Z", { key: "Z", code: "KeyZ", ctrlKey, shiftKey }, "redo"],
  ["Alt Z", { key: "z", code: "KeyZ", altKey }, undefined],
  ["Space", { key: " ", code: "Space" }, "complete"],
  ["Shift Space", { key: " ", code: "Space", shiftKey }, undefined],
  ["X", { key: "x", code: "KeyX" }, "complete"],
  ["Enter", { key: "Enter", code: "NumpadEnter" }, "open"],
  ["Ctrl Enter", { key: "Enter", code: "Enter", ctrlKey }, undefined],
  ["Delete", { key: "Delete", code: "Delete" }, "delete"],
  ["Shift Delete", { key: "Delete", code: "Delete", shiftKey }, undefined],
  ["Ctrl Backspace", { key: "Backspace", code: "Backspace", ctrlKey }, undefined],
  ["Backspace", { key: "Backspace", code: "Backspace" }, undefined],
  ["down", { key: "ArrowDown", code: "ArrowDown" }, "next"],
  ["Shift down", { key: "ArrowDown", code: "ArrowDown", shiftKey }, "selectDown"],
  ["Alt up", { key: "ArrowUp", code: "ArrowUp", altKey }, "moveUp"],
  ["Ctrl down", { key: "ArrowDown", code: "ArrowDown", ctrlKey }, undefined],
  ["AltGr down", { key: "ArrowDown", code: "ArrowDown", isAltGraph: true }, undefined],
  ["Escape", { key: "Escape", code: "Escape" }, "back"],
  ["G", { key: "g", code: "KeyG" }, "G…"],
  ["Ctrl G", { key: "g", code: "KeyG", ctrlKey }, undefined],
])("%s: %j is %s", (_, given, id) => expect(hear(given)).toBe(id));

test.each<[string, Given, string | undefined]>([
  ["⌘K", { key: "k", code: "KeyK", metaKey }, "palette"],
  ["⌘K, Russian", { key: "л", code: "KeyK", metaKey }, "palette"],
  ["⌃K ends a line", { key: "k", code: "KeyK", ctrlKey }, undefined],
  ["⇧⌘Z", { key: "z", code: "KeyZ", metaKey, shiftKey }, "redo"],
  ["⌘Y is the browser's", { key: "y", code: "KeyY", metaKey }, undefined],
  ["⌃Y", { key: "y", code: "KeyY", ctrlKey }, undefined],
  ["⌘⌫", { key: "Backspace", code: "Backspace", metaKey }, "delete"],
  ["⌥↑", { key: "ArrowUp", code: "ArrowUp", altKey }, "moveUp"],
  ["⌥↑ in Firefox", { key: "ArrowUp", code: "ArrowUp", altKey, isAltGraph: true }, "moveUp"],
  ["⌥T is †", { key: "†", code: "KeyT", altKey }, undefined],
  ["⌥P is π", { key: "π", code: "KeyP", altKey }, undefined],
  ["⌥1 is ¡", { key: "¡", code: "Digit1", altKey }, undefined],
  ["⌥E is dead", { key: "Dead", code: "KeyE", altKey }, undefined],
])("on a Mac %s: %j is %s", (_, given, id) => expect(hear(given, onMac)).toBe(id));

test("behind G a letter goes somewhere, and nothing else does anything", () => {
  const behindG: Hearing = { ...onPage, prefix: "G" };
  const heard = ["t", "i", "u", "c", "е", "x", "g", "Escape"].map((key) =>
    hear({ key, code: key === "е" ? "KeyT" : "" }, behindG),
  );
  expect(heard).toEqual(["today", "inbox", "upcoming", "completed", "today", undefined, undefined, undefined]);
});

const samples: Given[] = [
  { key: "q", code: "KeyQ" },
  { key: "g", code: "KeyG" },
  { key: "1", code: "Digit1" },
  { key: "/", code: "Slash" },
  { key: "?", code: "Slash", shiftKey },
  { key: " ", code: "Space" },
  { key: "Enter", code: "Enter" },
  { key: "Delete", code: "Delete" },
  { key: "ArrowDown", code: "ArrowDown" },
  { key: "a", code: "KeyA", ctrlKey },
  { key: "z", code: "KeyZ", ctrlKey },
  { key: "k", code: "KeyK", ctrlKey },
  { key: "Escape", code: "Escape" },
];

const hearAll = (hearing: Partial<Hearing>) => samples.flatMap((given) => hear(given, { ...onPage, ...hearing }) ?? []);

test("while typing only the palette and the way back are heard", () => {
  expect(hearAll({ focus: "field" })).toEqual(["palette", "back"]);
});

test("over the page nothing is heard", () => expect(hearAll({ focus: "overlay" })).toEqual([]));

test("a control keeps Space and Enter", () => {
  expect(hearAll({}).filter((id) => !hearAll({ focus: "control" }).includes(id))).toEqual(["complete", "open"]);
});

test("characters alone can be switched off, and the rest stays", () => {
  expect(hearAll({ hasLetterKeys: false })).toEqual([
    "complete",
    "open",
    "delete",
    "next",
    "selectAll",
    "undo",
    "palette",
    "back",
  ]);
  expect(hear({ key: "t", code: "KeyT" }, { ...onPage, hasLetterKeys: false, prefix: "G" })).toBeUndefined();
});

test.each([true, false])("no two commands have the same key, and no key begins another (Mac: %s)", (isMac) => {
  const all = commandEntries.flatMap(([id]) => localKeys(findCommand(id).keys ?? [], isMac));
  expect(
    all.filter((key, index) => all.indexOf(key) !== index || all.some((other) => other.startsWith(`${key} `))),
  ).toEqual([]);
});

test("the keys are those that are promised", () => {
  const keys = commandEntries.flatMap(([id]) => findCommand(id).keys ?? []).filter(isCharacterKey);
  expect(keys.toSorted().join(", ")).toBe("/, 1, 2, 3, 4, ?, E, G C, G I, G T, G U, J, K, Q, T, X, Z");
});
