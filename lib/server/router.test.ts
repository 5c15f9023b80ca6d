import { expect, test } from "vitest";
import { createMatch } from "./router";

const patterns = [
  "/api/[...path]",
  "/api/[userId]/tasks",
  "/api/[userId]/tasks/[taskId]",
  "/api/[userId]/tasks/[taskId]/complete",
  "/api/auth/[...all]",
  "/api/health",
  "/api/openapi.json",
  "/api/tasks",
  "/api/tasks/[taskId]",
  "/api/tasks/[taskId]/complete",
  "/api/tasks/batch",
  "/api/tasks/changes",
];
const match = createMatch(patterns.map((pattern) => ({ pattern, value: pattern })));
const optional = createMatch([
  { pattern: "/api/[[...path]]", value: "rest" },
  { pattern: "/api/tasks", value: "tasks" },
]);

test.each([
  ["/api/tasks", "/api/tasks", {}],
  ["/api/tasks/batch", "/api/tasks/batch", {}],
  ["/api/tasks/changes", "/api/tasks/changes", {}],
  ["/api/tasks/changes/complete", "/api/tasks/[taskId]/complete", { taskId: "changes" }],
  ["/api/tasks/1", "/api/tasks/[taskId]", { taskId: "1" }],
  ["/api/tasks/1/complete", "/api/tasks/[taskId]/complete", { taskId: "1" }],
  ["/api/tasks/tasks", "/api/tasks/[taskId]", { taskId: "tasks" }],
  ["/api/tasks/tasks/1", "/api/[userId]/tasks/[taskId]", { userId: "tasks", taskId: "1" }],
  ["/api/u/tasks", "/api/[userId]/tasks", { userId: "u" }],
  ["/api/u/tasks/1", "/api/[userId]/tasks/[taskId]", { userId: "u", taskId: "1" }],
  ["/api/u/tasks/1/complete", "/api/[userId]/tasks/[taskId]/complete", { userId: "u", taskId: "1" }],
  ["/api/auth/sign-in/email", "/api/auth/[...all]", { all: ["sign-in", "email"] }],
  ["/api/auth/tasks", "/api/auth/[...all]", { all: ["tasks"] }],
  ["/api/auth", "/api/[...path]", { path: ["auth"] }],
  ["/api/openapi.json", "/api/openapi.json", {}],
  ["/api/openapi-json", "/api/[...path]", { path: ["openapi-json"] }],
  ["/api/tasks/1/else", "/api/[...path]", { path: ["tasks", "1", "else"] }],
  ["/api/u/tasks/1/else", "/api/[...path]", { path: ["u", "tasks", "1", "else"] }],
  ["/api/__proto__/tasks", "/api/[userId]/tasks", { userId: "__proto__" }],
])("%s is answered by %s", (pathname, value, params) => {
  expect(match(pathname)).toEqual({ value, params });
});

test("parameters are percent-decoded, after the path was split", () => {
  expect(match("/api/tasks/a%2Fb%20%C3%A9")?.params).toEqual({ taskId: "a/b é" });
  expect(match("/api/auth/a%2Fb/c%3Fd")?.params).toEqual({ all: ["a/b", "c?d"] });
});

test.each(["/api/tasks/%ff", "/api/%/tasks", "/api/auth/a/%E0%A4%A", "/api", "/", "/tasks"])(
  "%s is answered by nothing",
  (pathname) => expect(match(pathname)).toBeUndefined(),
);

test("an optional rest may be empty", () => {
  expect(optional("/api")).toEqual({ value: "rest", params: {} });
  expect(optional("/api/a/b")).toEqual({ value: "rest", params: { path: ["a", "b"] } });
  expect(optional("/api/tasks")).toEqual({ value: "tasks", params: {} });
});

test("one segment can't have two names", () => {
  const routes = ["/api/[a]/x", "/api/[b]/y"].map((pattern) => ({ pattern, value: pattern }));
  expect(() => createMatch(routes)).toThrow("/api/[b]/y: this segment is [a] elsewhere");
});
