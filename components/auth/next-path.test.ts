import { expect, test } from "vitest";
import { toNextPath, withNext } from "./next-path";

test.each(["/tasks?status=trash&q=a%20b", "/docs#not_found", "/"])("%s is followed", (next) => {
  expect(toNextPath(next)).toBe(next);
});

test.each([
  undefined,
  "",
  ["/docs", "/tasks"],
  "tasks",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/%2e//evil.example",
  "https://evil.example/tasks",
  "javascript:alert(1)",
])("%j leads to the tasks", (next) => {
  expect(toNextPath(next)).toBe("/tasks");
});

test("the way there is kept from page to page", () => {
  expect(withNext("/sign-up", "/tasks")).toBe("/sign-up");
  expect(withNext("/sign-up", "/tasks?q=a&status=trash")).toBe("/sign-up?next=%2Ftasks%3Fq%3Da%26status%3Dtrash");
});
