import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findNode24 } from "../test/node24";
import { buildFloors, buildTend } from "./build";
import { cleanUp, handleSignals, onEnd } from "./cleanup";
import { assertEqualAnswers } from "./compare";
import { type CrowdResult, measureOther } from "./crowd";
import { type Dataset, insertPeople, resetDataset, seedLarge, seedSmall, startDatabase } from "./database";
import { explainRead } from "./explain";
import type { Plan } from "./floor/plan";
import { joinDeployment, origin, readPublicKeys, signTokens } from "./identity";
import { measure, type Result } from "./measure";
import { measureMemory } from "./memory";
import { type Options, readOptions, usage } from "./options";
import { recordPlan } from "./record";
import { type Findings, formatReport, whole } from "./report";
import { type Kind, type Server, startServer, titles } from "./servers";
import { judge } from "./verdicts";

const runFile = promisify(execFile);
const note = (text: string) => console.error(`[${(performance.now() / 1000).toFixed(0).padStart(4)} s] ${text}`);

type Bench = { options: Options; datasets: Dataset[]; plan: Plan; start: (kind: Kind, of: Dataset) => Promise<Server> };

async function prepare(options: Options): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), "tend-bench-"));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  note("building Tend");
  await buildTend();
  note("starting PostgreSQL");
  const postgres = await startDatabase();
  onEnd(() => postgres.stop());
  const smallUrl = await postgres.createDatabase("small");
  joinDeployment(smallUrl);
  const { closeDatabase, getConnection } = await import("@/db/client");
  const { migrationsFolder } = await import("@/db/migrations");
  await (await getConnection()).migrate(migrationsFolder());
  const ids = await insertPeople(smallUrl, Math.max(2, options.writers, ...options.connections));
  // It makes the signing key, which the copy takes over; nobody may be connected to what is copied.
  await signTokens(ids.slice(0, 1));
  await closeDatabase();
  const needsLarge = options.parts.includes("large");
  const largeUrl = needsLarge ? await postgres.createDatabase("large", "small") : undefined;
  note("filling the tables");
  const datasets = [await seedSmall(smallUrl, ids)];
  if (largeUrl !== undefined) datasets.push(await seedLarge(largeUrl, ids));
  for (const { name, taskCount } of datasets) note(`${name}: ${whole(taskCount)} tasks`);
  const plan = await record(datasets[0]);
  note("building the bare servers");
  const floors = await buildFloors(plan, options.doors.includes("next") && options.parts.includes("small"));
  return { options, datasets, plan, start: (kind, of) => startServer(kind, of, { floors, folder, options }) };
}

async function record(dataset: Dataset | undefined): Promise<Plan> {
  const [one, other] = dataset?.people ?? [];
  if (!dataset || !one || !other) throw new Error("there is nobody to record");
  const [token = "", otherToken = ""] = await signTokens([one.id, other.id]);
  const plan = await recordPlan([one, other], [token, otherToken], origin, await readPublicKeys());
  await resetDataset(dataset);
  return plan;
}

async function compareServers(bench: Bench, servers: readonly Server[]): Promise<void> {
  const [first] = servers;
  const [token = ""] = await signTokens([first?.dataset.people[0]?.id ?? ""]);
  for (const dataset of bench.datasets) {
    const own = servers.filter((server) => server.dataset === dataset);
    await assertEqualAnswers(own, dataset, token);
    await resetDataset(dataset);
  }
  note(`${servers.length} servers answer alike`);
}

async function measureAll(bench: Bench, servers: readonly Server[]): Promise<Result[]> {
  const { options } = bench;
  await compareServers(bench, servers);
  const results: Result[] = [];
  for (const operation of options.operations) {
    for (const connections of options.connections) {
      const fresh = await measure(servers, operation, connections, options);
      const rates = fresh.map(
        ({ kind, dataset, perSecond, cpu }) => `${titles[kind]} (${dataset}) ${whole(perSecond)} at ${whole(cpu)} µs`,
      );
      note(`${operation} × ${connections}: ${rates.join(", ")}`);
      results.push(...fresh);
    }
  }
  await Promise.all(servers.map((server) => server.stop()));
  return results;
}

async function measureSmall(bench: Bench, dataset: Dataset): Promise<Result[]> {
  const { doors, parts } = bench.options;
  if (!parts.includes("small")) return [];
  const wanted: Kind[] = [
    ...(doors.includes("front") ? (["tend", "bare", "bareVerifying"] as const) : []),
    ...(doors.includes("next") ? (["tendNext", "bareNext", "bareNextVerifying"] as const) : []),
  ];
  const servers: Server[] = [];
  for (const kind of wanted) servers.push(await bench.start(kind, dataset));
  return measureAll(bench, servers);
}

/** All connections write as one person: beside servers that let them stand in line, and that need no line. */
async function measurePerson(bench: Bench, dataset: Dataset): Promise<Result[]> {
  if (!bench.options.parts.includes("person")) return [];
  const servers: Server[] = [];
  for (const kind of ["tend", "bare", "bareInLine", "barePlain"] as const)
    servers.push(await bench.start(kind, dataset));
  const operations = bench.options.operations.filter((name) => name === "create" || name === "complete");
  return measureAll({ ...bench, options: { ...bench.options, operations, writers: 1 } }, servers);
}

async function measureLarge(bench: Bench, small: Dataset, large: Dataset): Promise<Result[]> {
  const servers = [
    await bench.start("tend", small),
    await bench.start("tend", large),
    await bench.start("bare", large),
  ];
  return measureAll(bench, servers);
}

async function explainAll(plan: Plan, small: Dataset, large: Dataset): Promise<Findings["sql"]> {
  const found: Findings["sql"] = [];
  for (const operation of ["list", "get"] as const) {
    const statement = plan.statements[operation];
    found.push({
      operation,
      small: await explainRead(statement, small),
      large: await explainRead(statement, large),
    });
  }
  return found;
}

async function runBench(options: Options, command: string): Promise<void> {
  const bench = await prepare(options);
  const [small, large] = bench.datasets;
  if (!small) throw new Error("there is no dataset");
  const { stdout } = await runFile(options.node ?? process.execPath, ["--version"]);
  // First, for what is measured leaves its traces in the tables.
  const sql = large ? await explainAll(bench.plan, small, large) : [];
  const findings: Findings = {
    date: new Date().toISOString(),
    command,
    nodeVersion: stdout.trim(),
    datasets: bench.datasets,
    options,
    small: await measureSmall(bench, small),
    person: await measurePerson(bench, small),
    crowd: options.parts.includes("crowd") ? await measureCrowd(bench, small) : [],
    large: large ? await measureLarge(bench, small, large) : [],
    sql,
    memory: options.parts.includes("memory") ? await measureMemoryOf(bench, small) : undefined,
  };
  const report = formatReport(findings, judge(findings));
  console.log(report);
  if (options.markdown) await writeFile(options.markdown, report);
  if (options.json) await writeFile(options.json, JSON.stringify(findings, undefined, 2));
}

/** What somebody else's load costs a person, on PostgreSQL and on the embedded database. */
async function measureCrowd(bench: Bench, dataset: Dataset): Promise<CrowdResult[]> {
  const results: CrowdResult[] = [];
  for (const kind of ["tend", "tendEmbedded"] as const) {
    note(`one person beside another's 30 connections: ${titles[kind]}`);
    const server = await bench.start(kind, dataset);
    results.push(...(await measureOther(server, bench.options, note)));
    await server.stop();
  }
  return results;
}

async function measureMemoryOf(bench: Bench, dataset: Dataset): Promise<Findings["memory"]> {
  note(`memory over ${whole(bench.options.memoryRequests)} requests`);
  const server = await bench.start("tend", dataset);
  const result = await measureMemory(server, bench.options.memoryRequests, bench.options.writers);
  await server.stop();
  return result;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes("--help")) return console.log(usage);
  process.chdir(path.dirname(import.meta.dirname));
  handleSignals();
  try {
    const options = readOptions(args);
    const node = options.usesNode24 ? await findNode24() : options.node && path.resolve(options.node);
    await runBench({ ...options, node }, ["npm run bench", ...(args.length > 0 ? ["--", ...args] : [])].join(" "));
  } catch (error) {
    // Of an interrupted run, only that it was interrupted is worth saying.
    if (process.exitCode === undefined) console.error(error);
    process.exitCode ??= 1;
  }
  await cleanUp();
  // Tend's own connection to the database would hold the process.
  process.exit();
}

await main();
