import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { getManifest } from "@serwist/build";
import { build } from "esbuild";
import { compressFiles } from "./compress";
import { routesPlugin } from "./routes-plugin";
import { formatStamp, hashSources } from "./stamp.mjs";

process.chdir(path.dirname(import.meta.dirname));

/** Runs `next build`. It ends with us, so that nothing goes on building behind a stopped one. */
async function buildPages(): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) process.exit(1);
}

/** Bundles the front door with the route modules; packages stay in node_modules, shared with Next. */
async function buildServer(): Promise<void> {
  await build({
    entryPoints: { server: "lib/server/main.ts" },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // One file would load every package before main.ts has set up the environment.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: true,
    inject: ["lib/server/light-globals.ts"],
    plugins: [routesPlugin("app")],
    logLevel: "warning",
  });
}

/** Bundles the service worker into public/, from where both front doors serve it, with the list of what it keeps. */
async function buildWorker(): Promise<void> {
  const { polyfillFiles } = JSON.parse(readFileSync(".next/build-manifest.json", "utf8"));
  const revision = readFileSync(".next/BUILD_ID", "utf8");
  const { manifestEntries, warnings } = await getManifest({
    globDirectory: ".next",
    globPatterns: ["static/{chunks,media}/**/*.{js,css,woff2}"],
    // No browser that has workers needs these.
    globIgnores: polyfillFiles,
    modifyURLPrefix: { "": "/_next/" },
    dontCacheBustURLsMatching: /./,
    additionalPrecacheEntries: ["/shell", "/icon.svg"].map((url) => ({ url, revision })),
  });
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  await build({
    entryPoints: { sw: "components/worker/worker.ts" },
    outdir: "public",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"', precacheEntries: JSON.stringify(manifestEntries) },
    logLevel: "warning",
  });
}

/** Gathers what is served as it is, under the paths that it is served at. */
async function buildAssets(): Promise<void> {
  cpSync("public", "dist/assets", { recursive: true });
  cpSync(".next/static", "dist/assets/_next/static", { recursive: true });
  await compressFiles("dist/assets");
}

const hash = hashSources();
await buildPages();
rmSync("dist", { recursive: true, force: true });
await buildServer();
await buildWorker();
await buildAssets();
writeFileSync("dist/stamp", formatStamp(hash));
