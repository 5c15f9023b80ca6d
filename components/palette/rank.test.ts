import { expect, test } from "vitest";
import { readWords } from "@/lib/tasks/search";
import { rankLabel } from "./rank";

test.each([
  ["Complete", "done finish", "comp", 3],
  ["Light theme", "colour mode", "light t", 3],
  ["Light theme", "colour mode", "theme", 2],
  ["Light theme", "colour mode", "th li", 2],
  ["Light theme", "colour mode", "colour", 1],
  ["Light theme", "colour mode", "theme mode", 1],
  ["Light theme", "colour mode", "ight", 0],
  ["Light theme", "colour mode", "theme x", 0],
  ["Überfällig", "", "uber", 3],
])("%s (%s) answers to “%s” at %i", (label, synonyms, text, rank) => {
  expect(rankLabel(label, synonyms, readWords(text))).toBe(rank);
});
