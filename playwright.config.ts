import os from "node:os";
import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./test/browser";
import { findFreePort } from "./test/tend";

// The configuration is read again in every worker: the first reading decides.
process.env.E2E_PORT ??= String(await findFreePort());
process.env.E2E_DATA_DIR ??= path.join(os.tmpdir(), `tend-e2e-${process.pid}`);
const origin = `http://localhost:${process.env.E2E_PORT}`;
const executablePath = findChromium();
// There is no graphics card to ask on a machine that tests.
const launchOptions = { args: ["--no-sandbox", "--disable-gpu"], ...(executablePath ? { executablePath } : {}) };

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A machine that others use too; what passes only then is named as flaky in the summary.
  retries: process.env.CI ? 1 : 0,
  reporter: "list",
  outputDir: "test-results",
  // `--trace=retain-on-failure` takes traces when one is wanted.
  // The zone that the tests count their days in.
  use: { baseURL: origin, launchOptions, timezoneId: "UTC" },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } } },
    // What does not depend on the size of the screen has been seen on the other.
    { name: "phone", grepInvert: /@once/, use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } } },
  ],
  webServer: {
    command: "node scripts/start.mjs",
    url: `${origin}/api/ready`,
    timeout: 240_000,
    env: {
      PORT: process.env.E2E_PORT,
      APP_ORIGIN: origin,
      DATA_DIR: process.env.E2E_DATA_DIR,
      // Every test is a client of its own, so that the limits stay on.
      TRUSTED_PROXIES: "127.0.0.0/8,::1",
    },
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
  },
});
