import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "../../test/tend";
import { run } from "../build";
import { onEnd } from "../cleanup";

const root = path.resolve(import.meta.dirname, "../..");
const next = path.join(root, "node_modules/next/dist/bin/next");
const typeface = path.join(root, "node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2");

const bare = {
  "package.json": '{ "private": true, "type": "module" }\n',
  "next.config.mjs": `export default ${JSON.stringify({ turbopack: { root } })};\n`,
  "app/layout.js": 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n',
  "app/page.js": "export default () => <h1>Nothing</h1>;\n",
};

/** Builds a Next app of these files in a folder of its own. Returns the folder. */
async function buildPage(name: string, files: Record<string, string | Buffer>): Promise<string> {
  // Inside the project, so that it is made of the packages that Tend is made of, and in a folder that git ignores.
  const folder = path.join(root, "dist", name);
  onEnd(() => rm(folder, { recursive: true, force: true }));
  await rm(folder, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await run(process.execPath, [next, "build"], folder);
  return folder;
}

/** Builds a Next app of one page that does nothing. Returns its HTML, and what reads its scripts by their address. */
export async function buildBarePage(): Promise<{ html: string; read: (url: string) => Promise<Buffer> }> {
  const folder = await buildPage("bench-page", bare);
  return {
    html: await readFile(path.join(folder, ".next/server/app/index.html"), "utf8"),
    read: (url) => readFile(path.join(folder, ".next", url.replace(/^\/_next\//, "").replace(/\?.*/, ""))),
  };
}

/** Serves the same page with Tend's stylesheet and typeface, rendered per request as Tend's are. Returns its origin. */
export async function serveDressedPage(): Promise<string> {
  const chunks = path.join(root, ".next/static/chunks");
  const sheets = (await readdir(chunks)).filter((name) => name.endsWith(".css"));
  const css = await Promise.all(sheets.map((name) => readFile(path.join(chunks, name), "utf8")));
  const folder = await buildPage("bench-dressed-page", {
    ...bare,
    "app/typeface.woff2": await readFile(typeface),
    "app/globals.css": css.join("").replace(/@font-face\{[^}]*\}/g, ""),
    "app/layout.js": `import localFont from "next/font/local";
      import "./globals.css";
      const typeface = localFont({ src: "./typeface.woff2", weight: "100 900" });
      export const dynamic = "force-dynamic";
      export default ({ children }) => <html lang="en" className={typeface.className}><body>{children}</body></html>;`,
  });
  const port = String(await findFreePort());
  const server = spawn(process.execPath, [next, "start", "--port", port], { cwd: folder, stdio: "ignore" });
  onEnd(() => void server.kill());
  const origin = `http://localhost:${port}`;
  while (!(await fetch(origin).catch(() => undefined))) await sleep(100);
  return origin;
}
