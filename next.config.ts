import type { NextConfig } from "next";

const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // Nothing of ours needs resizing, and the resizer answers strangers.
  images: { unoptimized: true },
  // PGlite loads its WebAssembly beside its own file; the rest is shared with the front door's bundle.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pg",
    "@neondatabase/serverless",
    "drizzle-orm",
    "better-auth",
    "jose",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-proto",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
  ],
  // The front door says the same: lib/server/assets.ts.
  headers: async () => [
    {
      source: "/sw.js",
      headers: [
        { key: "Cache-Control", value: "no-cache" },
        { key: "X-Content-Type-Options", value: "nosniff" },
      ],
    },
    // Browsers ask for it again whenever the address changes; the pages name it with its hash.
    { source: "/icon.svg", headers: [{ key: "Cache-Control", value: "public, max-age=86400" }] },
  ],
  // A function on Vercel never runs the embedded database, which is half of what it would weigh.
  outputFileTracingExcludes: {
    "/**": ["node_modules/@electric-sql/**", ".next/node_modules/@electric-sql/**", "drizzle/**"],
  },
};

export default config;
