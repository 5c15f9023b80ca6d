import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "esbuild";

/**
 * The path that Next serves a route file at, in Next's own notation.
 * @param file relative to the app folder, as `api/tasks/[taskId]/route.ts`
 * @throws Error for a folder whose meaning the front door does not know
 */
export function toPattern(file: string): string {
  const segments = file.split(path.sep).slice(0, -1);
  const strange = segments.find((segment) => !/^(?:[\w.~-]+|\[\w+\]|\[\.\.\.\w+\]|\[\[\.\.\.\w+\]\])$/.test(segment));
  if (strange !== undefined || segments.some((segment) => segment.startsWith("_"))) {
    throw new Error(`app/${file}: the front door does not know folders like this one; see scripts/routes-plugin.ts`);
  }
  return `/${segments.join("/")}`;
}

/** The route files under app/api, relative to the app folder. */
export function listRouteFiles(appDirectory: string): string[] {
  const directory = path.join(appDirectory, "api");
  if (!existsSync(directory)) return [];
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => path.join("api", file))
    .sort();
}

/** Resolves `#routes` to a table of the route modules under app/api, each with the path that Next serves it at. */
export function routesPlugin(appDirectory: string): Plugin {
  return {
    name: "routes",
    setup(build) {
      build.onResolve({ filter: /^#routes$/ }, () => ({ path: "#routes", namespace: "routes" }));
      build.onLoad({ filter: /.*/, namespace: "routes" }, () => {
        const files = listRouteFiles(appDirectory);
        const imports = files.map((file, index) => {
          const source = JSON.stringify(path.join(path.resolve(appDirectory), file));
          return `import * as route${index} from ${source};`;
        });
        const rows = files.map(
          (file, index) => `{ pattern: ${JSON.stringify(toPattern(file))}, value: route${index} }`,
        );
        return {
          contents: `${imports.join("\n")}\nexport const routes = [${rows.join(",\n")}];`,
          resolveDir: appDirectory,
        };
      });
    },
  };
}
