import { afterEach, expect, it, vi } from "vitest";
import { type Collector, startCollector } from "@/test/collector";
import { startTracing } from "./open-telemetry";
import { getTracing } from "./tracing";

const platform = Symbol.for("@next/request-context");
let collector: Collector;

afterEach(async () => {
  await getTracing()?.stop();
  await collector.close();
  Reflect.deleteProperty(globalThis, platform);
  vi.unstubAllEnvs();
});

it("where a function is stopped once it has answered, its spans are sent before", async () => {
  collector = await startCollector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  const waitedFor: Promise<unknown>[] = [];
  Reflect.set(globalThis, platform, { get: () => ({ waitUntil: (work: Promise<unknown>) => waitedFor.push(work) }) });
  startTracing();
  const fields = { requestId: "1", route: "/api/x", method: "GET", status: 503, durationMs: 1, statements: 1 };
  const response = new Response();
  const request = new Request("http://localhost/api/x");
  const answer = getTracing()?.traceRequest(
    request,
    async () => response,
    () => fields,
  );
  expect(await answer).toBe(response);
  expect(waitedFor).toHaveLength(1);
  await Promise.all(waitedFor);
  const attributes = { "http.request.method": "GET", "http.route": "/api/x", "http.response.status_code": 503 };
  const own = { "tend.request_id": "1", "tend.statements": 1 };
  const [server, error] = [2, 2];
  expect(collector.spans).toEqual([
    { name: "GET /api/x", kind: server, attributes: { ...attributes, ...own }, statusCode: error },
  ]);
});
