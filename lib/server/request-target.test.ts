import { expect, test } from "vitest";
import { getCleanTarget, isHost, toOriginForm } from "./request-target";

test.each([
  ["/tasks/", "/tasks"],
  ["/tasks/?a=/&b=//", "/tasks?a=/&b=//"],
  ["/api//tasks", "/api/tasks"],
  ["/api\\tasks", "/api/tasks"],
  ["//", "/"],
  ["//evil.example", "/evil.example"],
  ["//evil.example//", "/evil.example"],
  ["/\\evil.example/%2e%2e", "/evil.example/%2e%2e"],
  ["/\t/evil.example/", "/%09/evil.example"],
  ["/a//b?q=1//2#\\", "/a/b?q=1//2#\\"],
])("%j is sent on to %j", (target, location) => expect(getCleanTarget(target)).toBe(location));

test.each(["/", "/tasks", "/api/tasks?next=//evil.example/", "/?a=\\", "/%2F%2Fevil.example"])(
  "%j is clean",
  (target) => expect(getCleanTarget(target)).toBeUndefined(),
);

test.each([
  ["/a?b", "/a?b"],
  ["http://tend.example/a?b", "/a?b"],
  ["HTTPS://tend.example", "/"],
  ["http://tend.example?b", "/?b"],
  ["http://tend.example//evil", "//evil"],
  ["*", undefined],
  ["tend.example:443", undefined],
  ["", undefined],
])("the origin-form of %j is %j", (target, form) => expect(toOriginForm(target)).toBe(form));

test.each(["localhost", "localhost:3000", "TEND.example:65535", "127.0.0.1:1", "[::1]:3000", "under_score.example"])(
  "%j is a host",
  (host) => expect(isHost(host)).toBe(true),
);
test.each(["", "a b", "a/b", "user@host", "host:port", "host:", "[::1", "a\\b", "é.example", "a%00"])(
  "%j is no host",
  (host) => expect(isHost(host)).toBe(false),
);
