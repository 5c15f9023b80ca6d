import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";

const run = promisify(execFile);
const commandNames = ["chromium", "chromium-browser", "google-chrome"];
const installTimeoutMs = 600_000;

/** The path of a Chromium: `CHROMIUM_PATH`, else Playwright's, else the system's. Throws if CHROMIUM_PATH is wrong. */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== "") {
    if (!isExecutable(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, which can't be run.`);
    return chosen;
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const installed = commandNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [chromium.executablePath(), ...installed].find(isExecutable);
}

/** What findChromium finds, else one that it installs: by apt, by Playwright, from npm. Throws if nothing works. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  const failures: string[] = [];
  for (const { description, install } of [
    { description: "apt-get install -y chromium", install: installFromDebian },
    { description: "npx playwright install chromium", install: installFromPlaywright },
    { description: "npm install @sparticuz/chromium", install: installFromNpm },
  ]) {
    try {
      console.log(`Installing Chromium: ${description}`);
      const path = await install();
      // Some builds install well and then lack a library.
      await run(path, ["--version"]);
      return path;
    } catch (error) {
      failures.push(`${description}: ${error instanceof Error ? error.message.trim() : String(error)}`);
    }
  }
  throw new Error(`No Chromium, and none could be installed. Set CHROMIUM_PATH.\n${failures.join("\n")}`);
}

async function installFromDebian(): Promise<string> {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  if (!/^ID=debian$/m.test(release) || process.getuid?.() !== 0) throw new Error("not root on Debian");
  const options = { timeout: installTimeoutMs, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update"], options);
  await run("apt-get", ["install", "-y", "chromium"], options);
  return requireChromium();
}

async function installFromPlaywright(): Promise<string> {
  await run("npx", ["playwright", "install", "chromium"], { timeout: installTimeoutMs });
  return requireChromium();
}

async function installFromNpm(): Promise<string> {
  const folder = join(tmpdir(), `tend-chromium-${process.getuid?.() ?? 0}`);
  await mkdir(folder, { recursive: true });
  // Its name can be guessed, and /tmp is everybody's.
  if ((await lstat(folder)).uid !== process.getuid?.()) throw new Error(`${folder} belongs to someone else`);
  await run("npm", ["install", "--prefix", folder, "@sparticuz/chromium"], { timeout: installTimeoutMs });
  const script = 'import chromium from "@sparticuz/chromium"; process.stdout.write(await chromium.executablePath());';
  // It unpacks itself into TMPDIR.
  const options = { cwd: folder, env: { ...process.env, TMPDIR: folder } };
  return (await run(process.execPath, ["--input-type=module", "-e", script], options)).stdout;
}

function requireChromium(): string {
  const path = findChromium();
  if (path === undefined) throw new Error("installed, and still not found");
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
