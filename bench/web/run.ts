import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ensureChromium } from "../../test/browser";
import { launchTend } from "../../test/tend";
import { buildTend } from "../build";
import { cleanUp, handleSignals, onEnd } from "../cleanup";
import { makeVisitor } from "./account";
import { measureBundle } from "./bundle";
import { measureEvents } from "./events";
import { measureLighthouse } from "./lighthouse";
import { type Options, readOptions, usage } from "./options";
import { formatReport, type Section } from "./report";

const note = (text: string) => console.error(`[${(performance.now() / 1000).toFixed(0).padStart(4)} s] ${text}`);
const todayTasks = 200;

async function measureAll({ parts, runs, taskCounts }: Options, chromium: string): Promise<Section[]> {
  note("building Tend");
  await buildTend();
  const tend = await launchTend();
  onEnd(async () => {
    await tend.stop();
    await rm(tend.dataDir, { recursive: true, force: true });
  });
  const sections: Section[] = [];
  const somebody = await makeVisitor(tend, todayTasks);
  const nobody = { ...somebody, cookie: "" };
  if (parts.includes("bundle")) {
    note("weighing the scripts");
    sections.push(await measureBundle(nobody, somebody));
  }
  if (parts.includes("lighthouse")) {
    note("asking Lighthouse");
    sections.push(await measureLighthouse(nobody, somebody, { runs, chromium }));
  }
  if (parts.includes("events")) {
    for (const count of taskCounts) {
      note(`using the app with ${count.toLocaleString("en-US")} tasks`);
      sections.push(await measureEvents(await makeVisitor(tend, count), count, { runs, chromium }));
    }
  }
  return sections;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes("--help")) return console.log(usage);
  process.chdir(path.resolve(import.meta.dirname, "../.."));
  handleSignals();
  try {
    const options = readOptions(args);
    const chromium = await ensureChromium();
    const sections = await measureAll(options, chromium);
    const browser = execFileSync(chromium, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const command = ["npm run bench:web", ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
    const report = formatReport(sections, command, browser.trim());
    console.log(report);
    if (options.markdown) await writeFile(options.markdown, report);
    // A budget that is missed is a result, not a failure of the bench.
  } catch (error) {
    if (process.exitCode === undefined) console.error(error);
    process.exitCode ??= 1;
  }
  await cleanUp();
  process.exit();
}

await main();
