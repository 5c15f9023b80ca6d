import { describe, expect, it } from "vitest";
import { countChecklist, toggleItem } from "./checklist";

describe("toggling a checklist item at its place in the source", () => {
  it.each([
    ["- [ ] milk", "- [x] milk"],
    ["- [x] milk", "- [ ] milk"],
    ["- [X] milk", "- [ ] milk"],
    ["* [ ] milk", "* [x] milk"],
    ["+ [ ] milk", "+ [x] milk"],
    ["1. [ ] milk", "1. [x] milk"],
    ["12) [x] milk", "12) [ ] milk"],
    ["-   [ ]\tmilk", "-   [x]\tmilk"],
    ["-\n  [ ] milk", "-\n  [x] milk"],
    ["- [\n] milk", "- [x] milk"],
    ["- [\t] milk", "- [x] milk"],
  ])("%j becomes %j", (source, toggled) => {
    expect(toggleItem(source, 0)).toBe(toggled);
  });

  it("changes the item at the offset alone, and nothing else of the text", () => {
    const source = "Buy\r\n\r\n- [ ] milk\r\n  - [ ] milk\r\n- [ ] milk\r\n\r\n> - [x] said [ ] so\r\n";
    const offset = source.indexOf("- [ ] milk\r\n- ");
    expect(toggleItem(source, offset)).toBe(
      "Buy\r\n\r\n- [ ] milk\r\n  - [x] milk\r\n- [ ] milk\r\n\r\n> - [x] said [ ] so\r\n",
    );
    const quoted = source.indexOf("- [x]");
    expect(toggleItem(source, quoted)).toBe(source.replace("- [x] said", "- [ ] said"));
  });

  it("twice is not at all", () => {
    const source = "a\n\n- [ ] $& b 👩‍👩‍👧 $1";
    const once = toggleItem(source, 3);
    expect(once).toBe("a\n\n- [x] $& b 👩‍👩‍👧 $1");
    expect(toggleItem(once ?? "", 3)).toBe(source);
  });

  it.each(["", "milk", "- milk", "- [y] milk", "[ ] milk", "- milk [ ]"])("%j has none", (source) => {
    expect(toggleItem(source, 0)).toBeUndefined();
  });
});

it.each([
  ["", null],
  ["no list", null],
  ["A [link](x), - [ ] not at the start", null],
  ["- [ ]nothing between", null],
  ["1. [ ] one\n2) [x] two", { done: 1, total: 2 }],
  ["see [x]", null],
  ["- milk", null],
  ["- [ ] milk\n- [x] bread\n  1. [X] rye", { done: 2, total: 3 }],
  ["> - [ ] quoted", { done: 0, total: 1 }],
  ["```\n- [ ] code\n```\n- [x] after", { done: 1, total: 1 }],
  ["~~~~\n- [ ] code\n~~~\n- [ ] still code", null],
  ["- [ ]", { done: 0, total: 1 }],
])("%j has the count %j", (text, count) => {
  expect(countChecklist(text)).toEqual(count);
});
