import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureChromium } from "@/test/browser";

type Stage = { name: string; command: string[]; report?: (file: string) => Counts };
/** `flaky`: passed only when tried again, which is a mistake to be mended, in the test or in what it tests. */
type Counts = { passed: number; failed: number; skipped: number; flaky?: number };

const reports = mkdtempSync(path.join(os.tmpdir(), "tend-report-"));

function readVitest(file: string): Counts {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}

function readPlaywright(file: string): Counts {
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(file, "utf8")).stats;
  return { passed: expected, failed: unexpected, skipped, flaky };
}

const vitest = (...projects: string[]) => [
  "vitest",
  "run",
  ...projects.flatMap((project) => ["--project", project]),
  "--reporter=default",
  "--reporter=json",
];

const stages: Stage[] = [
  { name: "types", command: ["npm", "run", "--silent", "typecheck"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "build", command: ["npm", "run", "--silent", "build"] },
  { name: "unit", command: vitest("unit"), report: readVitest },
  { name: "data and API on three databases", command: vitest("pglite", "pg", "neon-http"), report: readVitest },
  { name: "server", command: vitest("server"), report: readVitest },
  { name: "server under stress", command: vitest("stress"), report: readVitest },
  { name: "browser", command: ["playwright", "test", "--reporter=list,json"], report: readPlaywright },
];

function run([command = "", ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs a stage and counts its tests; one that only succeeds or fails counts as one. */
async function runStage(
  { name, command, report }: Stage,
  env: NodeJS.ProcessEnv,
): Promise<Counts & { seconds: number }> {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const file = path.join(reports, `${name.replaceAll(" ", "-")}.json`);
  const output = command[0] === "vitest" ? [`--outputFile.json=${file}`] : [];
  const code = await run([...command, ...output], { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const counts = report ? read(report, file) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // A runner that fails outside its tests has failed all the same.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, seconds } : { ...counts, seconds };
}

function read(report: (file: string) => Counts, file: string): Counts {
  try {
    return report(file);
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const env = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  PATH: `${path.resolve("node_modules/.bin")}:${process.env.PATH}`,
  CHROMIUM_PATH: await ensureChromium(),
};
const rows: (Counts & { name: string; seconds: number })[] = [];
for (const stage of stages) {
  const result = { name: stage.name, ...(await runStage(stage, env)) };
  rows.push(result);
  // Nothing after the build runs without it.
  if (stage.name === "build" && result.failed > 0) break;
}

console.log("\n── summary");
for (const { name, passed, failed, skipped, flaky = 0, seconds } of rows) {
  const tried = flaky > 0 ? `, ${flaky} FLAKY` : "";
  console.log(`${name.padEnd(32)} ${passed} passed, ${failed} failed, ${skipped} skipped${tried} (${seconds} s)`);
}
const sum = (key: "passed" | "failed" | "skipped") => rows.reduce((total, row) => total + row[key], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exitCode = sum("failed") === 0 && rows.length === stages.length ? 0 : 1;
