import { expect, test } from "vitest";
import { toNextPath, withNext } from "./next-path";

test.each(["/search?q=a%20b", "/docs#not_found", "/"])("%s is followed", (next) => {
  expect(toNextPath(next)).toBe(next);
});

test.each([
  undefined,
  "",
  ["/docs", "/today"],
  "tasks",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/%2e//evil.example",
  "https://evil.example/tasks",
  "javascript:alert(1)",
])("%j leads to the tasks", (next) => {
  expect(toNextPath(next)).toBe("/today");
});

test("the way there is kept from page to page", () => {
  expect(withNext("/sign-up", "/today")).toBe("/sign-up");
  expect(withNext("/sign-up", "/search?q=a")).toBe("/sign-up?next=%2Fsearch%3Fq%3Da");
});
