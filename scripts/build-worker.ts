import { readFileSync } from "node:fs";
import { getManifest } from "@serwist/build";
import { build } from "esbuild";

/** Bundles the service worker into public/, with the list of what it keeps: after `next build`, whose files those are. */
export async function buildWorker(): Promise<void> {
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

if (process.argv[1] === import.meta.filename) await buildWorker();
