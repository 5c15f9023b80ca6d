import { expect, test } from "vitest";
import { nameTasks } from "./name-tasks";

test("one task is called by its title, several by their number", () => {
  expect(nameTasks([{ title: "Call the bank" }])).toBe("“Call the bank”");
  expect(nameTasks([{ title: "Call the bank" }, { title: "Pay rent" }])).toBe("2 tasks");
});

test("a long title is cut between characters, never within one", () => {
  expect(nameTasks([{ title: `${"👩‍🚀".repeat(3)}${"x".repeat(200)}` }])).toMatch(/^“(👩‍🚀){3}x{31}…”$/u);
  expect(nameTasks([{ title: `${"a".repeat(39)} ${"b".repeat(9)}` }])).toBe(`“${"a".repeat(39)}…”`);
});
