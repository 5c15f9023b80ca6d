import { expect, it } from "vitest";
import { readJson } from "./body";

const url = "http://localhost/api/tasks";

it("reads a body that no header announces, as HTTP/2 and adapters may bring one", async () => {
  const request = new Request(url, {
    method: "PATCH",
    body: '{"completed":false}',
    headers: { "content-type": "application/json" },
  });
  expect(request.headers.has("content-length")).toBe(false);
  expect(await readJson(request, { maxBytes: 100 })).toEqual({ completed: false });
});

it("has nothing of a request without a body", async () => {
  expect(await readJson(new Request(url, { method: "DELETE" }), { maxBytes: 100 })).toBeUndefined();
});
