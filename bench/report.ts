import os from "node:os";
import type { CrowdResult } from "./crowd";
import { type Dataset, readerTasks, settings } from "./database";
import type { SqlCost } from "./explain";
import type { OperationName } from "./floor/plan";
import { compareRates, type Result } from "./measure";
import type { MemoryResult } from "./memory";
import type { Options } from "./options";
import { type Kind, titles } from "./servers";
import { median } from "./statistics";

type SqlComparison = { operation: OperationName; small: SqlCost; large: SqlCost };

/** All that a run has found out. */
export type Findings = {
  date: string;
  command: string;
  nodeVersion: string;
  datasets: Dataset[];
  options: Options;
  /** Measured together on the small dataset. */
  small: Result[];
  /** Measured together on the small dataset, all writes being one person's. */
  person: Result[];
  crowd: CrowdResult[];
  /** Measured together: Tend on both datasets, and the bare server on the large one. */
  large: Result[];
  sql: SqlComparison[];
  memory: MemoryResult | undefined;
};

export const whole = (value: number) => Math.round(value).toLocaleString("en-US");
const milliseconds = (value: number) => value.toFixed(2);
export const ratio = (value: number) => `${value.toFixed(2)}×`;

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const rateAndLatency = ({ perSecond, p50, p99, cpu }: Result) => [
  whole(perSecond),
  milliseconds(p50),
  milliseconds(p99),
  whole(cpu),
];
const rateHead = (title: string) => [`${title}: req/s`, "p50 ms", "p99 ms", "CPU µs"];

/** The result of another server in the same cell of a table. */
export function findResult(
  results: readonly Result[],
  like: Result,
  kind: Kind,
  dataset = "small",
): Result | undefined {
  return results.find(
    (result) =>
      result.operation === like.operation &&
      result.connections === like.connections &&
      result.kind === kind &&
      result.dataset === dataset,
  );
}

/** Rows of one server beside its two floors. */
function doorTable(results: readonly Result[], kind: Kind, floor: Kind, verifying: Kind): string {
  const head = [
    "Operation",
    "Connections",
    ...rateHead("Tend"),
    ...rateHead("bare"),
    "req/s ratio",
    "p99 ratio",
    "bare, verifying each time: req/s",
    "req/s ratio",
    "p99 ratio",
  ];
  const rows = results.flatMap((tend) => {
    const bare = tend.kind === kind ? findResult(results, tend, floor) : undefined;
    const slow = bare && findResult(results, tend, verifying);
    if (!bare || !slow) return [];
    const compare = (other: Result) => [`**${ratio(compareRates(tend, other))}**`, ratio(tend.p99 / other.p99)];
    return [
      [
        tend.operation,
        String(tend.connections),
        ...rateAndLatency(tend),
        ...rateAndLatency(bare),
        ...compare(bare),
        whole(slow.perSecond),
        ...compare(slow),
      ],
    ];
  });
  return table(head, rows);
}

function largeTable(results: readonly Result[], [small, large]: [number, number]): string {
  const head = [
    "Operation",
    "Connections",
    ...rateHead(`${whole(small)} tasks`),
    ...rateHead(`${whole(large)} tasks`),
    "cost of a request",
    "bare: req/s",
    "Tend ÷ bare",
  ];
  const rows = results.flatMap((tend) => {
    if (tend.kind !== "tend" || tend.dataset !== "small") return [];
    const grown = findResult(results, tend, "tend", "large");
    const bare = findResult(results, tend, "bare", "large");
    if (!grown || !bare) return [];
    return [
      [
        tend.operation,
        String(tend.connections),
        ...rateAndLatency(tend),
        ...rateAndLatency(grown),
        `**${ratio(compareRates(tend, grown))}**`,
        whole(bare.perSecond),
        ratio(compareRates(grown, bare)),
      ],
    ];
  });
  return table(head, rows);
}

/** One person's writes at the same time: Tend, the same statement in line, and what needs no line. */
function personTable(results: readonly Result[]): string {
  const head = [
    "Operation",
    "Connections",
    "Server",
    ...rateHead("It").map((name) => name.replace("It: ", "")),
    "Tend's rate",
    "Tend's p99",
  ];
  const rows = results.map((other) => {
    const tend = findResult(results, other, "tend") ?? other;
    const compared =
      tend === other ? ["", ""] : [`**${ratio(compareRates(tend, other))}**`, ratio(tend.p99 / other.p99)];
    return [other.operation, String(other.connections), titles[other.kind], ...rateAndLatency(other), ...compared];
  });
  return table(head, rows);
}

function crowdTable(results: readonly CrowdResult[]): string {
  const head = [
    "Database",
    "The other person asks for",
    "alone: p50 ms",
    "p99 ms",
    "beside: p50 ms",
    "p99 ms",
    "p99 ratio",
  ];
  const rows = results.map(({ kind, load, rounds }) => {
    const middle = (read: (round: (typeof rounds)[number]) => number) => median(rounds.map(read));
    return [
      kind === "tend" ? "PostgreSQL" : "embedded",
      load,
      milliseconds(middle(({ alone }) => alone.p50)),
      milliseconds(middle(({ alone }) => alone.p99)),
      milliseconds(middle(({ beside }) => beside.p50)),
      milliseconds(middle(({ beside }) => beside.p99)),
      `**${ratio(middle(({ alone, beside }) => beside.p99 / alone.p99))}**`,
    ];
  });
  return table(head, rows);
}

function sqlTable(comparisons: readonly SqlComparison[], [small, large]: [number, number]): string {
  const cell = ({ execution, buffers }: SqlCost) => `${execution.toFixed(3)} ms, ${whole(buffers)} pages`;
  const rows = comparisons.map(({ operation, small, large }) => [
    operation,
    cell(small),
    cell(large),
    `**${ratio(large.execution / small.execution)}**`,
  ]);
  return table(["Statement", `${whole(small)} tasks`, `${whole(large)} tasks`, "ratio"], rows);
}

function memoryTable({ samples }: MemoryResult): string {
  const rows = samples.map(({ requests, rss, heap }) => [whole(requests), rss.toFixed(1), heap.toFixed(1)]);
  return table(["Requests", "RSS, MB", "JavaScript heap, MB"], rows);
}

function describeRun({ date, command, nodeVersion, datasets, options }: Findings): string {
  const [cpu] = os.cpus();
  const { rounds, seconds, warmUpSeconds, writers, poolMax } = options;
  const people = datasets[0]?.people.length ?? 0;
  return [
    `Measured on ${date.slice(0, 16).replace("T", " ")} UTC with \`${command}\`.`,
    "",
    `- Machine: ${os.cpus().length} cores (${cpu?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}. The servers, PostgreSQL and the load share them.`,
    `- Node ${nodeVersion} for every server. PostgreSQL ${datasets[0]?.version}, ${Object.entries(settings)
      .map(([name, value]) => `${name}=${value}`)
      .join(", ")}, the rest as it comes. ${poolMax} connections to it per server.`,
    `- Every server is a process of its own; they take turns, ${rounds} rounds of ${seconds} s each after ${warmUpSeconds} s of warm-up. Rates and latencies are medians over the rounds; a ratio is the median of the rounds' ratios. CPU is what the server's process used per request.`,
    `- The bare servers send the statements that Tend sends (recorded in the same run: name, text, parameters), and answer the same bodies (compared in the same run). One remembers verified tokens, as Tend does; one verifies the signature each time.`,
    `- Reads are of one person with ${whole(readerTasks)} tasks. ${
      writers > 1
        ? `Each connection writes as one of ${Math.min(writers, people)} people, for one person's writes wait for each other.`
        : "All connections write as one person."
    }`,
  ].join("\n");
}

/** The run as Markdown, for docs/performance.md. */
export function formatReport(findings: Findings, verdicts: readonly string[]): string {
  const { small, person, crowd, large, sql, memory, datasets } = findings;
  const counts: [number, number] = [datasets[0]?.taskCount ?? 0, datasets[1]?.taskCount ?? 0];
  const sections = [describeRun(findings)];
  const add = (title: string, ...texts: string[]) => sections.push([`### ${title}`, ...texts].join("\n\n"));
  if (small.some(({ kind }) => kind === "tend"))
    add(`${titles.tend} and a bare node:http server`, doorTable(small, "tend", "bare", "bareVerifying"));
  if (small.some(({ kind }) => kind === "tendNext"))
    add(`${titles.tendNext} and a bare Next app`, doorTable(small, "tendNext", "bareNext", "bareNextVerifying"));
  if (person.length > 0) add("One person's writes at the same time", personTable(person));
  if (crowd.length > 0) add("One person's list beside another person's 30 connections", crowdTable(crowd));
  if (large.length > 0) add("Other people's tasks", largeTable(large, counts));
  if (sql.length > 0)
    add(
      "The same in PostgreSQL alone (EXPLAIN ANALYZE)",
      sqlTable(sql, counts),
      "The rows that are read are as many; a person's tasks are spread over more pages of a table that others fill too.",
    );
  if (memory) add("Memory", memoryTable(memory));
  add("Targets", verdicts.map((verdict) => `- ${verdict}`).join("\n"));
  return `${sections.join("\n\n")}\n`;
}
