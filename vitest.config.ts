import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };
const onDatabase = (driver: "pglite" | "pg" | "neon-http") => ({
  resolve: { alias },
  test: {
    name: driver,
    include: ["test/api/**/*.test.ts"],
    exclude: driver === "neon-http" ? [] : ["test/api/neon.test.ts"],
    // A file more does not cost a database more: one per worker, emptied between tests.
    isolate: false,
    maxWorkers: 2,
    pool: "forks" as const,
    env: { TEST_DRIVER: driver, LOG_LEVEL: "error" },
    globalSetup: ["test/global-setup.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          env: { LOG_LEVEL: "error" },
          include: ["{app,components,db,lib,scripts,test}/**/*.test.{ts,tsx}"],
          exclude: ["test/api/**", "test/server/**", "test/stress/**", "test/vercel/**", "node_modules/**"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      onDatabase("pglite"),
      onDatabase("pg"),
      onDatabase("neon-http"),
      {
        resolve: { alias },
        test: {
          name: "server",
          include: ["test/server/**/*.test.ts"],
          // Each starts the production build, in a process of its own.
          maxWorkers: 2,
          pool: "forks",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "stress",
          include: ["test/stress/**/*.test.ts"],
          // Each measures how the production build behaves under stress: one at a time.
          fileParallelism: false,
          pool: "forks",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "vercel",
          include: ["test/vercel/**/*.test.ts"],
          // Both builds are made once, before the first test.
          globalSetup: ["test/vercel/setup.ts"],
          fileParallelism: false,
          pool: "forks",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
