import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Collector, startCollector } from "../collector";
import { type Postgres, startPostgres } from "../postgres";
import { type Account, callApi, findFreePort, launchNext, launchTend, signUp, sleep, type Tend } from "../tend";

const canary = "canary-0f2e11";

let postgres: Postgres;
let collector: Collector;
let env: Record<string, string>;
let person: Account;

beforeAll(async () => {
  postgres = await startPostgres();
  collector = await startCollector();
  env = {
    DATABASE_URL: await postgres.createDatabase("tracing"),
    BETTER_AUTH_SECRET: "a secret of the tests, 32 characters or more",
    APP_ORIGIN: "http://localhost:4000",
  };
  const tend = await launchTend(env);
  person = await signUp(tend.origin, { email: `ada@${canary}.example` });
  await tend.stop();
});
afterAll(async () => {
  await collector.close();
  await postgres.stop();
});

async function exercise(tend: Tend, token: string): Promise<void> {
  const trace = { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`, tracestate: `tend=${canary}` };
  const headers = { cookie: `${canary}=${canary}`, referer: `http://${canary}`, "user-agent": canary, ...trace };
  await callApi(tend, token, "POST", "/api/tasks", { title: canary, description: canary });
  await callApi(tend, token, "GET", `/api/tasks/${canary}?${canary}=${canary}`);
  await fetch(`${tend.origin}/api/tasks?q=${canary}`, { headers: { ...headers, authorization: `Bearer ${canary}` } });
  for (const page of [`/sign-in?email=${canary}`, `/${canary}`, `/tasks/${canary}`])
    await (await fetch(tend.origin + page, { headers, redirect: "manual" })).arrayBuffer();
}

/** Waits for the spans that a test is about, which come in batches. */
async function waitForSpans(...names: string[]): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (names.every((name) => collector.spans.some((span) => span.name === name))) return;
    await sleep(25);
  }
}

const server = 2;
const internal = 1;

describe.each([
  { door: "ours", launch: launchTend, kind: server },
  // Next has the outer one.
  { door: "next", launch: launchNext, kind: internal },
])("behind the front door $door, with OpenTelemetry on", ({ launch, kind }) => {
  it("each API request is a span with its pattern and status, and no span has what a caller wrote", async () => {
    const { token, session } = person;
    const tend = await launch({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: "100" });
    collector.spans.length = 0;
    await exercise(tend, token);
    await waitForSpans("POST /api/tasks", "GET /api/tasks/{taskId}", "GET /api/tasks", "GET /sign-in");
    await tend.stop();
    const own = collector.spans.filter(({ attributes }) => "tend.request_id" in attributes);
    const about = ({ name, statusCode, attributes, ...span }: (typeof own)[number]) => [
      ...[name, span.kind, statusCode, attributes["http.request.method"], attributes["http.route"]],
      ...[attributes["http.response.status_code"], attributes["tend.statements"]],
    ];
    expect(own.filter(({ name }) => !name.endsWith("/health")).map(about)).toEqual([
      // The first request of the process reads the keys.
      ["POST /api/tasks", kind, 0, "POST", "/api/tasks", 201, 2],
      ["GET /api/tasks/{taskId}", kind, 0, "GET", "/api/tasks/{taskId}", 422, 0],
      ["GET /api/tasks", kind, 0, "GET", "/api/tasks", 401, 0],
    ]);
    expect(collector.spans.map(({ name }) => name)).toContain("GET /sign-in");
    for (const secret of [canary, token, session]) expect(collector.received().includes(secret)).toBe(false);
  });
});

it("what has ended is sent before the server stops", async () => {
  const tend = await launchTend({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  collector.spans.length = 0;
  await fetch(`${tend.origin}/api/ready`);
  expect(await tend.stop()).toBe(0);
  expect(collector.spans.map(({ name }) => name)).toContain("GET /api/ready");
});

it("a collector that is not there costs no answer, and no clean end", async () => {
  const tend = await launchTend({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" });
  expect((await fetch(`${tend.origin}/api/ready`)).status).toBe(200);
  expect(await tend.stop()).toBe(0);
});

it("of a collector that refuses there is a line, without what it said", async () => {
  const refusing = createServer((_, response) => response.writeHead(401).end(canary));
  const port = await findFreePort();
  refusing.listen(port, "127.0.0.1");
  const url = `http://127.0.0.1:${port}`;
  const tend = await launchTend({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: "50" });
  expect((await fetch(`${tend.origin}/api/ready`)).status).toBe(200);
  for (let tries = 0; tries < 200 && !tend.output().includes("tracing"); tries++) await sleep(25);
  expect(tend.output()).toContain('"event":"tracing"');
  expect(tend.output()).not.toContain(canary);
  expect(await tend.stop()).toBe(0);
  refusing.close();
});

/** Says on stderr what a process loads, by `import` or by `require`. */
const watchLoading = `
import { register, Module } from "node:module";
import { writeSync } from "node:fs";
const hooks = \`import { writeSync } from "node:fs";
export async function resolve(name, context, next) {
  const found = await next(name, context);
  writeSync(2, "loads " + found.url + "\\\\n");
  return found;
}\`;
register("data:text/javascript," + encodeURIComponent(hooks));
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (...options) {
  const found = Reflect.apply(resolveFilename, this, options);
  writeSync(2, "loads " + found + "\\n");
  return found;
};`;

async function listLoaded(more: Record<string, string>): Promise<string[]> {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "tend-loading-")), "watch.mjs");
  writeFileSync(file, watchLoading);
  const tend = await launchTend({ ...env, ...more, NODE_OPTIONS: `--import=${pathToFileURL(file)}` });
  await fetch(`${tend.origin}/sign-in`);
  await fetch(`${tend.origin}/api/auth/get-session`);
  await tend.stop();
  const found = tend.output().matchAll(/^loads .*?\/node_modules\/(?:.*\/node_modules\/)?(@opentelemetry\/[\w-]+)\//gm);
  return [...new Set([...found].map(([, name = ""]) => name))].sort();
}

describe("what is loaded of OpenTelemetry", () => {
  // Next asks for its interface by itself. What Better Auth asks for is in the bundles.
  const ofOthers = ["@opentelemetry/api"];

  it("nothing by us, where it is off", async () => {
    expect(await listLoaded({})).toEqual(ofOthers);
  });

  it("its library, where it is on", async () => {
    const loaded = await listLoaded({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    expect(loaded).toEqual(expect.arrayContaining(["@opentelemetry/sdk-trace-node", "@opentelemetry/resources"]));
  });
});
