import { expect, test } from "vitest";
import { describeOptions } from "./describe-options";

test("options are said in words, and none in none", () => {
  expect(describeOptions({ sort: null, priorities: [], due: "any" })).toEqual([]);
  expect(describeOptions({ sort: "-priority", priorities: ["low", "high"], due: "none" })).toEqual([
    "Priority: High, Low",
    "Without a date",
    "Highest priority first",
  ]);
});
