import { expect, test } from "vitest";
import { countChecklist } from "./checklist";
import { describeOptions } from "./describe-options";

test.each([
  ["- [x] one\n- [ ] two\n  * [X] three", { done: 2, total: 3 }],
  ["1. [ ] one\n2) [x] two", { done: 1, total: 2 }],
  ["A [link](x), - [ ] not at the start", null],
  ["- [ ]nothing between", null],
  ["Words", null],
  ["", null],
])("of %j the checklist is %j", (text, expected) => {
  expect(countChecklist(text)).toEqual(expected);
});

test("options are said in words, and none in none", () => {
  expect(describeOptions({ sort: null, priorities: [], due: "any" })).toEqual([]);
  expect(describeOptions({ sort: "-priority", priorities: ["low", "high"], due: "none" })).toEqual([
    "Priority: High, Low",
    "Without a date",
    "Highest priority first",
  ]);
});
