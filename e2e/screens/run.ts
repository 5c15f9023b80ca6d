import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { buildTend } from "@/bench/build";
import { ensureChromium } from "@/test/browser";
import { launchTend, type Tend } from "@/test/tend";
import { locale, zone } from "./example";
import { publish } from "./publish";
import { type Size, sizes, themes } from "./sizes";
import { setStage } from "./stage";
import { type State, states } from "./states";

const usage = `npm run screenshots -- [options]
  --only=today,offline  some of ${states.map(({ name }) => name).join(", ")}
  --sizes=desktop       some of ${sizes.map(({ name }) => name).join(", ")}
  --themes=light        some of ${themes.join(", ")}
  --publish             make the pictures of the landing page and of the README instead`;

const stepTimeoutMs = 15_000;

function choose<T>(given: string | undefined, known: readonly T[], nameOf: (one: T) => string): readonly T[] {
  const names = given?.split(",");
  const strange = names?.find((name) => !known.some((one) => nameOf(one) === name));
  if (strange !== undefined) throw new Error(`${strange} is none of ${known.map(nameOf).join(", ")}`);
  return known.filter((one) => !names || names.includes(nameOf(one)));
}

type Theme = (typeof themes)[number];

/** Brings a page of its own to a state and takes its picture in each theme. */
async function shoot(browser: Browser, tend: Tend, state: State, size: Size, wanted: readonly Theme[]): Promise<void> {
  const { width, height, isPhone } = size;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: isPhone ? 2 : 1,
    isMobile: isPhone,
    hasTouch: isPhone,
    locale,
    timezoneId: zone,
    reducedMotion: "reduce",
    serviceWorkers: state.withWorker ? "allow" : "block",
  });
  context.setDefaultTimeout(stepTimeoutMs);
  const file = (theme: string) => path.join("screenshots", state.name, `${size.name}-${theme}.png`);
  try {
    const stage = await setStage(tend, context, state.who);
    // What a state could not reach is still worth looking at.
    const failure = await state.show(stage).then(
      () => undefined,
      (error: unknown) => error,
    );
    for (const theme of wanted) {
      await stage.page.emulateMedia({ colorScheme: theme });
      await stage.page.screenshot({ path: file(theme), fullPage: state.isLong === true, animations: "disabled" });
    }
    if (failure) throw failure;
  } finally {
    await context.close();
  }
}

async function shootAll(browser: Browser, tend: Tend, args: Record<string, string | undefined>): Promise<string[]> {
  const wantedSizes = choose(args.sizes, sizes, ({ name }) => name);
  const wantedThemes = choose(args.themes, themes, (name) => name);
  const failures: string[] = [];
  for (const state of choose(args.only, states, ({ name }) => name)) {
    await mkdir(path.join("screenshots", state.name), { recursive: true });
    for (const size of wantedSizes) {
      if (state.sizes && !state.sizes.includes(size.name)) continue;
      try {
        await shoot(browser, tend, state, size, wantedThemes);
        console.log(`${state.name}, ${size.name}`);
      } catch (error) {
        const [reason] = String(error).split("\n");
        failures.push(`${state.name}, ${size.name}: ${reason}`);
        console.log(`${state.name}, ${size.name}: FAILED`);
      }
    }
  }
  return failures;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      sizes: { type: "string" },
      themes: { type: "string" },
      publish: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  process.chdir(path.resolve(import.meta.dirname, "../.."));
  await buildTend();
  const tend = await launchTend();
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox", `--lang=${locale}`],
  });
  try {
    if (values.publish) return await publish(browser, tend);
    const { only, sizes, themes } = values;
    const failures = await shootAll(browser, tend, { only, sizes, themes });
    if (failures.length > 0) {
      console.error(`\n${failures.length} states were not reached:\n${failures.join("\n")}`);
      process.exitCode = 1;
    }
  } finally {
    await browser.close();
    await tend.stop();
    await rm(tend.dataDir, { recursive: true, force: true });
  }
}

await main();
