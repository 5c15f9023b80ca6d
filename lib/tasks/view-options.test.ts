import fc from "fast-check";
import { expect, test } from "vitest";
import { sortKeys } from "@/lib/contract/queries";
import { dueFilters, noOptions, parseViewOptions, sorts, writeViewOptions } from "./view-options";

test("the menu offers every sort of the API", () => {
  expect(new Set(sorts)).toEqual(new Set(sortKeys.flatMap((key) => [key, `-${key}`])));
});

test("an address without options has none", () => {
  expect(parseViewOptions(new URLSearchParams("q=rent"))).toEqual(noOptions);
  expect(writeViewOptions(noOptions).toString()).toBe("");
});

test("what an address can't mean is left out", () => {
  const parameters = new URLSearchParams("sort=colour&priority=urgent&priority=low&due=someday");
  expect(parseViewOptions(parameters)).toEqual({ sort: null, priorities: ["low"], due: "any" });
  const all = new URLSearchParams("priority=high&priority=low&priority=none&priority=medium");
  expect(parseViewOptions(all)).toEqual(noOptions);
});

test("what else is in the address stays", () => {
  const written = writeViewOptions(
    { sort: "-due", priorities: ["low", "high"], due: "set" },
    new URLSearchParams("q=a&sort=title"),
  );
  expect(written.toString()).toBe("q=a&sort=-due&priority=low&priority=high&due=set");
});

test("options are read as they were written", () => {
  const options = fc.record({
    sort: fc.constantFrom(null, ...sorts),
    priorities: fc.subarray(["none", "low", "medium", "high"] as const, { maxLength: 3 }),
    due: fc.constantFrom(...dueFilters),
  });
  fc.assert(
    fc.property(options, (chosen) => {
      expect(parseViewOptions(writeViewOptions(chosen))).toEqual(chosen);
    }),
  );
});
