import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** What a build is made from. */
export const sources = [
  "app",
  "components",
  "db",
  "drizzle",
  "lib",
  "public",
  "scripts",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];

function listFiles(entry) {
  if (!existsSync(entry)) return [];
  if (statSync(entry).isFile()) return [entry];
  return readdirSync(entry).flatMap((name) => listFiles(path.join(entry, name)));
}

/** A hash of everything that a build is made from. */
export function hashSources() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(listFiles).sort()) {
    if (/\.test\.tsx?$/.test(file) || file === "public/sw.js") continue;
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** What dist/stamp holds: the sources and the Next build that it belongs to. */
export function formatStamp(hash) {
  return `${hash} ${readFileSync(".next/BUILD_ID", "utf8").trim()}\n`;
}

/** Whether there is a build, and it is of these sources. Where there are no sources, any build will do. */
export function isBuilt() {
  const needed = ["dist/server.mjs", "dist/stamp", ".next/BUILD_ID"];
  if (!needed.every((file) => existsSync(file))) return false;
  const [hash = "", buildId = ""] = readFileSync("dist/stamp", "utf8").trim().split(" ");
  const expected = existsSync("app") ? hashSources() : hash;
  return hash === expected && formatStamp(hash).trim() === `${hash} ${buildId}`;
}
