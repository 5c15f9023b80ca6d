import { spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { isBuilt } from "../scripts/stamp.mjs";
import { onEnd } from "./cleanup";
import type { Plan } from "./floor/plan";
import type { Floors } from "./servers";

const root = path.dirname(import.meta.dirname);
// Inside the project, so that both floors load the very packages that Tend does, and in a folder that git ignores.
const folder = path.join(root, "dist/bench");

/** Makes the production build, unless there is one of these sources. */
export async function buildTend(): Promise<void> {
  if (isBuilt()) return;
  await run(process.execPath, ["--import", "tsx", "scripts/build.ts"], root);
}

/** Builds both floors. They are removed at the end. */
export async function buildFloors(plan: Plan, withNext: boolean): Promise<Floors> {
  onEnd(() => rm(folder, { recursive: true, force: true }));
  await rm(folder, { recursive: true, force: true });
  const nextApp = path.join(folder, "next");
  await mkdir(nextApp, { recursive: true });
  await build({
    entryPoints: {
      server: new URL("./floor/node-server.ts", import.meta.url).pathname,
      "next/routes": new URL("./floor/next-routes.ts", import.meta.url).pathname,
    },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  const floors = { server: path.join(folder, "server.mjs"), nextApp, plan: path.join(folder, "plan.json") };
  await writeFile(floors.plan, JSON.stringify(plan));
  if (withNext) await buildNext(floors);
  return floors;
}

const routes = {
  "api/tasks": "list as GET, create as POST",
  "api/tasks/[taskId]": "get as GET",
  "api/tasks/[taskId]/complete": "complete as PATCH",
};

async function buildNext({ nextApp, plan }: Floors): Promise<void> {
  const config = {
    poweredByHeader: false,
    serverExternalPackages: ["pg", "jose"],
    turbopack: { root },
  };
  await writeFile(path.join(nextApp, "next.config.mjs"), `export default ${JSON.stringify(config)};\n`);
  await writeFile(path.join(nextApp, "package.json"), JSON.stringify({ private: true, type: "module" }));
  for (const [route, exported] of Object.entries(routes)) {
    const directory = path.join(nextApp, "app", route);
    await mkdir(directory, { recursive: true });
    const source = path.relative(directory, path.join(nextApp, "routes.mjs"));
    const lines = [`export { ${exported} } from "${source}";`, 'export const dynamic = "force-dynamic";', ""];
    await writeFile(path.join(directory, "route.js"), lines.join("\n"));
  }
  const next = path.join(root, "node_modules/next/dist/bin/next");
  await run(process.execPath, [next, "build"], nextApp, { FLOOR_PLAN: plan });
}

/** Runs a command. Throws with the end of what it printed if it fails. */
export async function run(
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  onEnd(() => void child.kill());
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${output.slice(-3000)}`);
  return output;
}
