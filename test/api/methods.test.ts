import { describe, expect, it } from "vitest";
import { call, codeOf, createPerson, createTask, fieldErrorsOf } from "../api";
import { dumpTasks } from "../database";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Every path of the task API and the methods that it takes. */
const paths: [path: string, allowed: string[]][] = [
  ["/api/tasks", ["GET", "HEAD", "POST", "OPTIONS"]],
  ["/api/tasks/batch", ["POST", "OPTIONS"]],
  ["/api/tasks/changes", ["GET", "HEAD", "OPTIONS"]],
  ["/api/tasks/{id}", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]],
  ["/api/tasks/{id}/complete", ["PATCH", "OPTIONS"]],
  ["/api/tasks/{id}/restore", ["POST", "OPTIONS"]],
  ["/api/{user}/tasks", ["GET", "HEAD", "POST", "OPTIONS"]],
  ["/api/{user}/tasks/{id}", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]],
  ["/api/{user}/tasks/{id}/complete", ["PATCH", "OPTIONS"]],
];
const publicPaths = ["/api/openapi.json", "/api/health", "/api/ready"];

describe.each(paths)("%s", (path, allowed) => {
  it("405 with Allow: every method that it does not take, and nothing changes", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    const url = path.replace("{id}", id).replace("{user}", person.id);
    const before = await dumpTasks(person.id);
    for (const method of methods.filter((name) => !allowed.includes(name))) {
      const answer = await person.call(method, url);
      expect([method, answer.status, answer.headers.get("allow")]).toEqual([method, 405, allowed.join(", ")]);
      expect(codeOf(answer)).toBe(method === "HEAD" ? undefined : "method_not_allowed");
    }
    expect(await dumpTasks(person.id)).toBe(before);
  });

  it("204 to OPTIONS for any origin, without a token", async () => {
    const answer = await call("OPTIONS", path.replace("{id}", "x").replace("{user}", "y"), {
      headers: { origin: "https://elsewhere.example", "access-control-request-method": "PATCH" },
    });
    const header = (name: string) => answer.headers.get(name);
    expect([answer.status, answer.text, header("allow")]).toEqual([204, "", allowed.join(", ")]);
    expect(header("access-control-allow-methods")).toBe(allowed.join(", "));
    expect(header("access-control-allow-headers")?.split(", ").sort()).toEqual(
      ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-Id"].sort(),
    );
    expect(header("access-control-max-age")).toMatch(/^\d+$/);
  });
});

describe("HEAD", () => {
  it("answers as GET does, status and headers, without the body", async () => {
    const person = await createPerson();
    const { id } = await createTask(person);
    await createTask(person);
    for (const url of ["/api/tasks?limit=1", `/api/tasks/${id}`, "/api/tasks/changes?since=0", "/api/tasks?limit=0"]) {
      const headers = { "x-request-id": "same" };
      const [get, head] = [await person.call("GET", url, { headers }), await person.call("HEAD", url, { headers })];
      expect([head.status, head.text]).toEqual([get.status, ""]);
      const timing = { "server-timing": expect.any(String) };
      expect(Object.fromEntries(head.headers)).toEqual({ ...Object.fromEntries(get.headers), ...timing });
    }
  });

  it("401 without a token", async () => {
    const answer = await call("HEAD", "/api/tasks");
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="tend"']);
  });
});

describe.each(publicPaths)("%s", (path) => {
  it("200 for anyone", async () => {
    const answer = await call("GET", path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
    if (path !== "/api/openapi.json") expect(answer.json).toEqual({ status: "ok" });
    expect((await call("HEAD", path)).text).toBe("");
  });

  it("422: a query parameter, but for the one that Vercel's protection takes", async () => {
    const answer = await call("GET", `${path}?x=1`);
    expect([answer.status, fieldErrorsOf(answer)]).toEqual([422, [["/x", "unknown_field"]]]);
    expect((await call("GET", `${path}?x-vercel-protection-bypass=x`)).status).toBe(200);
  });

  it("405 to anything but GET, HEAD and OPTIONS", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await call(method, path);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    }
    expect((await call("OPTIONS", path)).status).toBe(204);
  });
});

describe("a path that is not there", () => {
  it.each(["/api/nothing", "/api/tasks/a/b", "/api/tasks/a/complete/b", "/api/a/b", "/api/a/tasks/b/restore"])(
    "404 in the same shape: %s",
    async (path) => {
      for (const method of methods.filter((name) => name !== "HEAD")) {
        const answer = await call(method, path);
        expect([answer.status, codeOf(answer)]).toEqual([404, "not_found"]);
      }
    },
  );
});

describe("X-Request-Id", () => {
  it.each(["a", "A-z_0.9:x", "0".repeat(128)])("is the caller's: %s", async (id) => {
    const answer = await call("GET", "/api/tasks", { headers: { "x-request-id": id } });
    expect(answer.headers.get("x-request-id")).toBe(id);
  });

  it.each(["", "a b", "0".repeat(129), "a/b", "<x>", "é", "a,b"])("is a new one for %j", async (id) => {
    const answer = await call("GET", "/api/tasks", { headers: { "x-request-id": id } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
