import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { listRouteFiles, routesPlugin, toPattern } from "./routes-plugin";

const directory = mkdtempSync(path.join(tmpdir(), "routes-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("every route file under app/api is mounted at its path, and nothing else", async () => {
  const files = [
    "tasks/route.ts",
    "tasks/[taskId]/route.ts",
    "auth/[...all]/route.ts",
    "tasks/route.test.ts",
    "x/page.ts",
  ];
  for (const file of files) {
    const target = path.join(directory, "api", file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, `export const GET = ${JSON.stringify(file)};`);
  }
  const { outputFiles } = await build({
    stdin: { contents: `export { routes } from "#routes";`, resolveDir: directory },
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    write: false,
    plugins: [routesPlugin(directory)],
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  const { routes } = await import(`data:text/javascript;base64,${source}`);
  expect(routes.map(({ pattern, value }: { pattern: string; value: object }) => [pattern, { ...value }])).toEqual([
    ["/api/auth/[...all]", { GET: "auth/[...all]/route.ts" }],
    ["/api/tasks/[taskId]", { GET: "tasks/[taskId]/route.ts" }],
    ["/api/tasks", { GET: "tasks/route.ts" }],
  ]);
});

test("a project without an API has no routes", () => {
  expect(listRouteFiles(path.join(directory, "nowhere"))).toEqual([]);
});

test.each(["api/(group)/route.ts", "api/@slot/route.ts", "api/_private/route.ts", "api/[a-b]/route.ts"])(
  "app/%s is refused rather than mounted wrongly",
  (file) => expect(() => toPattern(file)).toThrow(file),
);
