import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../build";
import { onEnd } from "../cleanup";

const root = path.resolve(import.meta.dirname, "../..");
// Inside the project, so that it is made of the packages that Tend is made of, and in a folder that git ignores.
const folder = path.join(root, "dist/bench-page");

const files = {
  "package.json": '{ "private": true, "type": "module" }\n',
  "next.config.mjs": `export default ${JSON.stringify({ turbopack: { root } })};\n`,
  "app/layout.js": 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n',
  "app/page.js": "export default () => <h1>Nothing</h1>;\n",
};

/** Builds a Next app of one page that does nothing. Returns its HTML, and what reads its scripts by their address. */
export async function buildBarePage(): Promise<{ html: string; read: (url: string) => Promise<Buffer> }> {
  onEnd(() => rm(folder, { recursive: true, force: true }));
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await run(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], folder);
  return {
    html: await readFile(path.join(folder, ".next/server/app/index.html"), "utf8"),
    read: (url) => readFile(path.join(folder, ".next", url.replace(/^\/_next\//, "").replace(/\?.*/, ""))),
  };
}
