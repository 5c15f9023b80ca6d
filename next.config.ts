import type { NextConfig } from "next";
import { securityHeaders, transportHeaders } from "./lib/security-headers";

// What the matcher of middleware.ts leaves out, but for the API.
const unpoliced = "/:path(_next/.*|icons/.*|landing/.*|icon\\.svg|apple-icon\\.png|favicon\\.ico|robots\\.txt|sw\\.js)";

const toList = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  // What the image is made of (scripts/lay-out-image.ts): .next/standalone. Vercel has a way of its own.
  ...(process.env.VERCEL ? {} : { output: "standalone" }),
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // Nothing of ours needs resizing, and the resizer answers strangers.
  images: { unoptimized: true },
  // PGlite loads its WebAssembly beside its own file, and the others choose their files by where they run.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "fs-native-extensions",
    "pg",
    "@neondatabase/serverless",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-proto",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
  ],
  // The front door says the same: lib/server/listener.ts and assets.ts.
  headers: async () => [
    // What the API and middleware.ts say by themselves would stand beside these.
    { source: unpoliced, headers: toList(securityHeaders) },
    // Of itself, the front door knows whether people come by https.
    ...(process.env.VERCEL ? [{ source: "/:path*", headers: toList(transportHeaders) }] : []),
    { source: "/sw.js", headers: [{ key: "Cache-Control", value: "no-cache" }] },
    // Browsers ask for it again whenever the address changes; the pages name it with its hash.
    { source: "/icon.svg", headers: [{ key: "Cache-Control", value: "public, max-age=86400" }] },
  ],
  ...(process.env.VERCEL
    ? {
        // A function on Vercel never runs the embedded database, which is half of what it would weigh.
        outputFileTracingExcludes: {
          "/**": [
            "node_modules/@electric-sql/**",
            ".next/node_modules/@electric-sql/**",
            "node_modules/fs-native-extensions/**",
            ".next/node_modules/fs-native-extensions/**",
            "drizzle/**",
          ],
        },
      }
    : {
        // What is found when it is wanted: the migrations, the embedded database's thread, the lock's machine code.
        outputFileTracingIncludes: {
          "/**": [
            "./drizzle/**/*",
            "./db/embedded-worker.mjs",
            "./node_modules/fs-native-extensions/prebuilds/*/*.node",
            "./node_modules/{require-addon,which-runtime,bare-addon-resolve,bare-module-resolve,bare-semver}/**/*.{js,json}",
          ],
        },
        // The resizer's, again.
        outputFileTracingExcludes: { "**": ["./node_modules/@img/**/*", "./node_modules/sharp/**/*"] },
      }),
};

export default config;
