import { expect, test } from "vitest";
import { describeKeys } from "./keys";

test("a chord is written as its keyboard writes it", () => {
  const chords = ["Q", "mod+K", "shift+mod+Z", "alt+ArrowUp", "Delete", "Enter"];
  expect(chords.map((keys) => describeKeys(keys, true))).toEqual(["Q", "⌘K", "⇧⌘Z", "⌥↑", "⌦", "↵"]);
  expect(chords.map((keys) => describeKeys(keys, false))).toEqual(["Q", "Ctrl K", "Ctrl Shift Z", "Alt ↑", "Del", "↵"]);
});
