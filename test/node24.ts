import { execFile } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The path of a Node 24: this one, or npm's, which is fetched once and kept in the system's folder for such things. */
export async function findNode24(): Promise<string> {
  if (process.versions.node.startsWith("24.")) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const cache = path.join(os.tmpdir(), `tend-node24-cache-${process.getuid?.() ?? ""}`);
  if (!existsSync(cache)) await fill(cache, `${name}@24`);
  // Its name can be guessed, and the folder is everybody's: run only what this user put there.
  const found = lstatSync(cache);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${cache} belongs to someone else.`);
  return path.join(cache, "node_modules", name, "bin/node");
}

async function fill(cache: string, specifier: string): Promise<void> {
  const staging = mkdtempSync(`${cache}-`);
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefix", staging, specifier], { cwd: staging });
  // For another user, too, whom a test of root's runs it as.
  chmodSync(staging, 0o755);
  try {
    renameSync(staging, cache);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(cache)) throw error;
  }
}
