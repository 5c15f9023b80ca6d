import { expect, it } from "vitest";
import { toSafeUrl } from "./safe-url";

it.each([
  "http://example.com",
  "https://example.com/a?b#c",
  "HTTPS://EXAMPLE.COM",
  "mailto:ada@example.com",
  "/today",
  "notes.html",
  "#part",
  "//example.com",
])("%s is followed", (url) => {
  expect(toSafeUrl(url)).toBe(url);
});

it.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "blob:https://example.com/x",
  "https://[",
  "",
])("%j is not", (url) => {
  expect(toSafeUrl(url)).toBeUndefined();
});
