import { spawn } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { buildWorker } from "./build-worker";
import { compressFiles } from "./compress";
import { leanPlugin } from "./lean-plugin";
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

/** What stays in node_modules: Next, and what it leaves there too (next.config.ts), for these find files beside their own. */
const external = [
  "next",
  "@next/env",
  "@electric-sql/pglite",
  "fs-native-extensions",
  "@neondatabase/serverless",
  "pg",
  "pino",
  "@opentelemetry/exporter-trace-otlp-proto",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-node",
];

/**
 * Bundles the front door with the route modules and their packages, for to find and read a thousand files is half of a
 * start; and an operator's commands, which the image has no sources of.
 */
async function buildServer(): Promise<void> {
  const { metafile } = await build({
    entryPoints: {
      server: "lib/server/main.ts",
      backup: "scripts/backup.ts",
      restore: "scripts/restore.ts",
      "advance-revisions": "scripts/advance-revisions.ts",
    },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // One file would load every package before main.ts has set up the environment.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node20",
    external,
    // Packages of CommonJS ask for Node's own modules by it.
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    sourcemap: true,
    inject: ["lib/server/light-globals.ts"],
    plugins: [routesPlugin("app"), leanPlugin],
    metafile: true,
    logLevel: "warning",
  });
  // What is in it, by file: bench/start.ts reads it.
  writeFileSync("dist/meta.json", JSON.stringify(metafile));
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
