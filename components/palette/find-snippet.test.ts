import { expect, test } from "vitest";
import { readWords } from "@/lib/tasks/search";
import { findSnippet } from "./find-snippet";

const cut = (text: string, search: string) => findSnippet(text, readWords(search));

test("a text without the words has no snippet", () => {
  expect(cut("Ask whether the travel line can stay flat", "rent")).toBeNull();
  expect(cut("", "rent")).toBeNull();
});

test("a short text is shown whole, on one line, without what Markdown adds", () => {
  expect(cut("- [ ] Pay\n- [ ] the rent\n", "rent")).toBe("Pay the rent");
});

test("a long text is cut between words on both sides", () => {
  const text = `${"before ".repeat(30)}rent ${"after ".repeat(60)}`;
  const snippet = cut(text, "rent") ?? "";
  expect(snippet).toMatch(/^…(before )+rent (after ?)+…$/);
  expect(snippet.length).toBeLessThan(180);
});

test("a text without spaces is cut between characters", () => {
  const snippet = cut(`${"😀".repeat(100)}rent${"😀".repeat(200)}`, "rent") ?? "";
  expect(snippet).toMatch(/^…rent😀+…$/u);
  expect(snippet.isWellFormed()).toBe(true);
});
