import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../build";
import { onEnd } from "../cleanup";
import { table } from "../report";
import { median } from "../statistics";
import type { Visitor } from "./account";
import { serveDressedPage } from "./bare-page";
import { atLeast, atMost, type Finding, type Section } from "./report";

const limits = { performance: 95, accessibility: 100, lcpMs: 1200, shift: 0 };

/** One look of Lighthouse at a page. */
type Look = {
  performance: number;
  accessibility: number;
  /** As it is estimated for a phone: behind everything that was loaded before it, scripts included. */
  lcpMs: number;
  fcpMs: number;
  /** Whether the browser that looked painted the largest content in its first frame with content. */
  isLargestFirst: boolean;
  blockingMs: number;
  shift: number;
  /** What each request takes at least where the throttling is applied. */
  tripMs: number;
  /** The accessibility audits that failed. */
  complaints: string[];
};

/** The parts of Lighthouse's JSON that are read here. */
type Report = {
  runtimeError?: { message: string };
  finalDisplayedUrl: string;
  configSettings: { throttling: { requestLatencyMs: number } };
  categories: Record<"performance" | "accessibility", { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; numericValue?: number }> & {
    metrics: {
      details: { items: { observedFirstContentfulPaint?: number; observedLargestContentfulPaint?: number }[] };
    };
  };
};

const floorName = "a bare Next page";

type Tools = { runs: number; chromium: string };

/** Asks Lighthouse, as it is for a phone, about the pages that people meet first, and about a page that does nothing. */
export async function measureLighthouse(nobody: Visitor, somebody: Visitor, tools: Tools): Promise<Section> {
  const floor = { origin: await serveDressedPage(), cookie: "" };
  const folder = await mkdtemp(path.join(tmpdir(), "tend-lighthouse-"));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const findings: Finding[] = [];
  const rows: string[][] = [];
  const applied: Applied[] = [];
  for (const { what, visitor, page } of [
    { what: "landing", visitor: nobody, page: "/" },
    { what: "sign-in", visitor: nobody, page: "/sign-in" },
    { what: "Today", visitor: somebody, page: "/today" },
    { what: floorName, visitor: floor, page: "/" },
  ]) {
    const looks: Look[] = [];
    while (looks.length < tools.runs) looks.push(await look(visitor, page, "simulate", folder, tools.chromium));
    applied.push({ what, ...(await look(visitor, page, "devtools", folder, tools.chromium)) });
    if (visitor !== floor) findings.push(...judge(what, looks));
    rows.push(...looks.map((look, index) => [`${what} ${index + 1}`, ...listNumbers(look)]));
  }
  return {
    title: "Lighthouse, mobile",
    findings,
    notes: [
      `The median of ${tools.runs} looks at each page, with Lighthouse's own throttling for a phone, which is simulated. Where the largest content is painted in the first frame that has any, a phone shows it at the time of the first; what Lighthouse estimates for it waits for every script that had come before that frame. Each look, and the same at ${floorName}: a heading under Tend's stylesheet and typeface.`,
      table(
        [
          "",
          "performance",
          "accessibility",
          "FCP ms",
          "LCP ms",
          "largest is first",
          "blocked ms",
          "shift",
          "what fails",
        ],
        rows,
      ),
      `With the same throttling applied to the browser while it loads, so that nothing is estimated, one look each (every request takes ${applied[0]?.tripMs} ms and the stylesheet is asked for by the HTML, so that this is two trips at least):`,
      tableOfApplied(applied),
    ],
  };
}

type Applied = Look & { what: string };

function tableOfApplied(applied: readonly Applied[]): string {
  const floorMs = applied.find(({ what }) => what === floorName)?.lcpMs ?? Number.NaN;
  return table(
    ["", "largest contentful paint", `of ${floorName}'s`],
    applied.map(({ what, lcpMs }) => [what, seconds(lcpMs), `${(lcpMs / floorMs).toFixed(2)}×`]),
  );
}

const middle = (looks: readonly Look[], read: (look: Look) => number) => median(looks.map(read));
const whole = (value: number) => String(Math.round(value));
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

function judge(what: string, looks: readonly Look[]): Finding[] {
  return [
    atLeast(
      `${what}: performance`,
      limits.performance,
      middle(looks, ({ performance }) => performance),
      whole,
    ),
    atLeast(
      `${what}: accessibility`,
      limits.accessibility,
      middle(looks, ({ accessibility }) => accessibility),
      whole,
    ),
    atMost(
      `${what}: largest contentful paint`,
      limits.lcpMs,
      middle(looks, ({ lcpMs }) => lcpMs),
      seconds,
    ),
    atMost(
      `${what}: layout shift`,
      limits.shift,
      middle(looks, ({ shift }) => shift),
      (value) => value.toFixed(3),
    ),
  ];
}

const listNumbers = (look: Look) => [
  ...[look.performance, look.accessibility, look.fcpMs, look.lcpMs].map(whole),
  look.isLargestFirst ? "yes" : "no",
  whole(look.blockingMs),
  look.shift.toFixed(3),
  look.complaints.join(", "),
];

/** A browser of its own each time, so that no look finds what another has cached. */
async function look(
  { origin, cookie }: Visitor,
  page: string,
  throttling: "simulate" | "devtools",
  folder: string,
  chromium: string,
): Promise<Look> {
  const headers = path.join(folder, "headers.json");
  const output = path.join(folder, "report.json");
  await writeFile(headers, JSON.stringify(cookie ? { Cookie: cookie } : {}));
  await run(
    process.execPath,
    [
      path.resolve("node_modules/lighthouse/cli/index.js"),
      origin + page,
      "--quiet",
      "--output=json",
      `--output-path=${output}`,
      "--only-categories=performance,accessibility",
      "--chrome-flags=--headless=new --no-sandbox",
      `--extra-headers=${headers}`,
      `--throttling-method=${throttling}`,
      "--no-enable-error-reporting",
    ],
    process.cwd(),
    { CHROME_PATH: chromium },
  );
  // Its shape is Lighthouse's, whose version package.json fixes.
  const report = JSON.parse(await readFile(output, "utf8")) as Report;
  if (report.runtimeError) throw new Error(`Lighthouse at ${page}: ${report.runtimeError.message}`);
  if (new URL(report.finalDisplayedUrl).pathname !== page)
    throw new Error(`${page} led to ${report.finalDisplayedUrl}`);
  return readReport(report);
}

function readReport({ categories, audits, configSettings }: Report): Look {
  const read = (id: string) => audits[id]?.numericValue ?? Number.NaN;
  const [observed] = audits.metrics.details.items;
  const failed = categories.accessibility.auditRefs.filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0);
  return {
    performance: categories.performance.score * 100,
    accessibility: categories.accessibility.score * 100,
    lcpMs: read("largest-contentful-paint"),
    fcpMs: read("first-contentful-paint"),
    isLargestFirst: observed?.observedFirstContentfulPaint === observed?.observedLargestContentfulPaint,
    blockingMs: read("total-blocking-time"),
    shift: read("cumulative-layout-shift"),
    tripMs: configSettings.throttling.requestLatencyMs,
    complaints: failed.map(({ id }) => id),
  };
}
