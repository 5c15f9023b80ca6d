import { expect, test } from "vitest";
import { continueList } from "./continue-list";

/** The text after Enter at the bar. */
function press(withBar: string): string | undefined {
  const caret = withBar.indexOf("|");
  const source = withBar.replace("|", "");
  const change = continueList(source, caret);
  return change && `${source.slice(0, change.from)}${change.text}|${source.slice(change.to)}`;
}

test.each([
  ["- milk|", "- milk\n- |"],
  ["- [x] milk|", "- [x] milk\n- [ ] |"],
  ["- [ ] mi|lk", "- [ ] mi\n- [ ] |lk"],
  ["* a\n  + b|", "* a\n  + b\n  + |"],
  ["9. nine|", "9. nine\n10. |"],
  ["1) one|", "1) one\n2) |"],
])("%j goes on", (before, after) => {
  expect(press(before)).toBe(after);
});

test.each([
  ["- milk\n- |", "- milk\n|"],
  ["- [ ] |\nbelow", "|\nbelow"],
])("%j ends", (before, after) => {
  expect(press(before)).toBe(after);
});

test.each(["milk|", "|- milk", "-milk|", "a - b|", "|", "12345678901. x|"])("%j is no list", (text) => {
  expect(press(text)).toBeUndefined();
});
