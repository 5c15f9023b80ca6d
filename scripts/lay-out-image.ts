import { cpSync, existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

// What the image holds: of a built project the files that run, and no others. Dockerfile calls this, and its test.

process.chdir(path.dirname(import.meta.dirname));

const needless = [
  // Next's own way in: ours is dist/server.mjs.
  path.join(".next/standalone", "server.js"),
  path.join("dist", "meta.json"),
];
/** No maps, and no settings of whoever builds, which Next puts beside its own way in. */
const isNeeded = (file: string) => !/\.map$|(?:^|\/)\.env[^/]*$/.test(file) && !needless.includes(file);

const [target] = process.argv.slice(2);
if (!target || existsSync(target) || !existsSync("dist/stamp")) {
  console.error("Usage, after npm run build: npx tsx scripts/lay-out-image.ts NEW-FOLDER");
  process.exit(1);
}
for (const [source, copy] of [
  [".next/standalone", target],
  ["dist", path.join(target, "dist")],
] as const) {
  cpSync(source, copy, { recursive: true, verbatimSymlinks: true, filter: isNeeded });
}
const entries = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const bytes = entries.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
console.log(`${entries.length} files, ${Math.round(bytes / 1e6)} MB in ${target}`);
