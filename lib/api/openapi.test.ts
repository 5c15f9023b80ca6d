import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { errorStatus } from "@/lib/contract/error-status";
import { listErrors, type Operation, operations, publicOperations } from "@/lib/contract/operations";
import { type OperationName, olderPathOperations, paths } from "@/lib/contract/paths";
import { getOpenApi } from "./openapi";

const require = createRequire(import.meta.url);

type Described = {
  operationId: string;
  deprecated?: boolean;
  security?: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { required: boolean; content: Record<string, unknown> };
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
};

// The document that we have just made.
const document = getOpenApi() as { paths: Record<string, Record<string, Described>> };
const names = Object.keys(paths) as OperationName[]; // `paths` has these keys and no other
const places = [
  ...names.map((name) => ({ name, path: paths[name].path as string, isOlder: false })),
  ...olderPathOperations.map((name) => ({
    name,
    path: paths[name].path.replace("/api/", "/api/{userId}/"),
    isOlder: true,
  })),
];

// The older path is one: `/api/tasks/tasks` is a task's, for a static segment goes before a parameter.
const redoclyConfig = "extends: [recommended]\ntelemetry: off\nrules:\n  no-ambiguous-paths: off\n";

describe("the OpenAPI document", () => {
  it("passes redocly's recommended rules without an error or a warning", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "tend-openapi-"));
    try {
      writeFileSync(path.join(folder, "redocly.yaml"), redoclyConfig);
      writeFileSync(path.join(folder, "openapi.json"), JSON.stringify(document));
      const program = require.resolve("@redocly/cli/bin/cli.js");
      const env = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", REDOCLY_TELEMETRY: "off" };
      const lint = promisify(execFile)(process.execPath, [program, "lint", "openapi.json", "--format=json"], {
        cwd: folder,
        env,
      });
      // It ends with an error where it finds one; what it found is in its output both ways.
      const { stdout } = await lint.catch((error: { stdout: string }) => error);
      const { problems } = JSON.parse(stdout) as {
        problems: { ruleId: string; message: string; location: { pointer: string }[] }[];
      };
      expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  it("has every operation of the contract, and no other", () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    const wanted = places.map(
      ({ name, path, isOlder }) => `${paths[name].method} ${path} ${isOlder ? `${name}OfUser` : name}`,
    );
    const others = Object.entries(publicOperations).map(([name, { path }]) => `GET ${path} ${name}`);
    expect(described.sort()).toEqual([...wanted, ...others, "GET /api/auth/token getToken"].sort());
  });

  it("asks for a token but where anyone may read, and for the session where the token comes from", () => {
    const open = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ security }) => (security ? [[path, security]] : [])),
    );
    expect(Object.fromEntries(open)).toEqual({
      "/api/auth/token": [{ cookie: [] }, { session: [] }],
      "/api/health": [],
      "/api/ready": [],
      "/api/openapi.json": [],
    });
  });

  it.each(places)(
    "$name at $path: statuses, body and parameters are those of the contract",
    ({ name, path, isOlder }) => {
      const operation: Operation = operations[name];
      const described = document.paths[path]?.[paths[name].method.toLowerCase()];
      if (!described) throw new Error("not described");
      const codes = listErrors(operation, isOlder);
      const statuses = [
        operation.success.status,
        ...(operation.success.dryRunStatus === undefined ? [] : [operation.success.dryRunStatus]),
        ...(operation.ifNoneMatch ? [304] : []),
        ...codes.map((code) => errorStatus[code]),
      ];
      expect(Object.keys(described.responses).map(Number).sort()).toEqual([...new Set(statuses)].sort());
      for (const code of codes) expect(described.responses[errorStatus[code]]?.description).toContain(`\`${code}\``);
      expect(described.requestBody?.required).toBe(operation.body ? !operation.body.optional : undefined);
      expect(described.deprecated).toBe(isOlder ? true : undefined);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect(described.parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(inPath);
      const headers = described.parameters.filter((one) => one.in === "header").map((one) => one.name);
      expect(headers).toEqual([
        ...(operation.ifMatch === "accepts" ? ["If-Match"] : []),
        ...(operation.ifNoneMatch ? ["If-None-Match"] : []),
        ...(operation.idempotencyKey ? ["Idempotency-Key"] : []),
      ]);
    },
  );

  it("names no server, no address and no schema that is not there", () => {
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/localhost|127\.0\.0\.1/);
    const known = Object.keys((getOpenApi().components as { schemas: object }).schemas); // as above
    const used = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(0);
    for (const name of used) expect(known).toContain(name);
    expect(text).not.toContain("#/$defs/");
  });
});
