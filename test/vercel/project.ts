import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");

/** The CLI that Vercel's own machines build with. Fetched when it is needed, for it weighs 350 MB. */
const cli = "vercel@60.1.3";

export const targets = ["preview", "production"] as const;
export type Target = (typeof targets)[number];

/** What `vercel link` would write, for a project of nobody's; its dependencies are installed already. */
const link = {
  projectId: "prj_none",
  orgId: "team_none",
  settings: { framework: "nextjs", nodeVersion: "24.x", installCommand: "true" },
};

/** Copies what a clone of this folder would have, as linked to a project on Vercel, into a new folder. */
export async function copyProject(folder: string): Promise<void> {
  const { stdout } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of stdout.split("\0").filter((name) => name && existsSync(path.join(root, name)))) {
    cpSync(path.join(root, file), path.join(folder, file));
  }
  // Linked, where both are on one file system: it is a gigabyte.
  const copy = (option: string) =>
    run("cp", [option, path.join(root, "node_modules"), path.join(folder, "node_modules")]);
  await copy("-al").catch(() => copy("-a"));
  // Vercel builds on the cache of the build before, too.
  const cache = ".next/cache";
  if (existsSync(path.join(root, cache))) cpSync(path.join(root, cache), path.join(folder, cache), { recursive: true });
  mkdirSync(path.join(folder, ".vercel"));
  writeFileSync(path.join(folder, ".vercel/project.json"), JSON.stringify(link));
}

/** Runs `vercel build` with the variables of an environment of the project. Returns its exit code and what it printed. */
export function buildProject(
  folder: string,
  target: Target,
  variables: Record<string, string>,
  output: string,
): Promise<{ code: number | null; printed: string }> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  // What `vercel pull` writes.
  writeFileSync(path.join(folder, `.vercel/.env.${target}.local`), lines.join(""));
  const args = ["build", "--yes", "--standalone", "--target", target, "--output", output];
  // A configuration of its own: nobody's login.
  const global = ["--global-config", path.join(folder, ".vercel/global")];
  const child = spawn("npx", ["--yes", cli, ...args, ...global], {
    cwd: folder,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NO_UPDATE_NOTIFIER: "1",
      VERCEL_TELEMETRY_DISABLED: "1",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, printed }));
  });
}
