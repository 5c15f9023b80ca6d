import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node";
import { withinDeadline } from "./deadline";
import { logNowAndThen } from "./log";
import { setTracing, type TraceRequest } from "./tracing";

const stopDeadlineMs = 1500;

// Next's spans hold whole addresses, Better Auth's the messages of errors: what is sent is on this list, or is not.
const knownAttributes =
  /^(?:http\.(?:route|method|status_code|request\.method|response\.status_code)|next\.(?:route|rsc|span_type)|db\.(?:collection|operation)\.name|better_auth\..+|tend\..+)$/;

function pickKnown(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => knownAttributes.test(name)));
}

/** The same span without what people typed, and without the state that a caller's trace came with. */
function clean(span: ReadableSpan): ReadableSpan {
  const { traceState: _, ...spanContext } = span.spanContext();
  const own: Partial<ReadableSpan> = {
    spanContext: () => spanContext,
    attributes: pickKnown(span.attributes),
    events: [],
    links: [],
    status: { code: span.status.code },
  };
  return Object.create(span, Object.getOwnPropertyDescriptors(own));
}

class CleanExporter implements SpanExporter {
  #exporter: SpanExporter = new OTLPTraceExporter();

  export(...[spans, done]: Parameters<SpanExporter["export"]>): void {
    this.#exporter.export(spans.map(clean), (result) => {
      // A collector that refuses, or is gone, is nobody's fault who asked for something.
      if (result.error) logNowAndThen(result.error, { event: "tracing" });
      done(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

/** Sends spans in batches, and where a function is stopped once it has answered, before it is. */
class Sender extends BatchSpanProcessor {
  override onEnd(span: ReadableSpan): void {
    super.onEnd(span);
    const isOutermost = span.parentSpanContext === undefined || span.parentSpanContext.isRemote === true;
    if (isOutermost) getPlatform()?.waitUntil?.(this.forceFlush().catch(() => {}));
  }
}

/** The platform's own, as Next finds it: node_modules/next/dist/docs, functions/after.md. Nothing on a server of ours. */
function getPlatform(): { waitUntil?: (work: Promise<unknown>) => void } | undefined {
  return Reflect.get(globalThis, Symbol.for("@next/request-context"))?.get();
}

const getHeader = {
  get: (headers: Headers, name: string) => headers.get(name) ?? undefined,
  keys: (headers: Headers) => [...headers.keys()],
};

/** Starts OpenTelemetry as its variables say: a span for each API request, and those that Next and Better Auth make. */
export function startTracing(): void {
  const resource = resourceFromAttributes({ "service.name": "tend" }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  const provider = new NodeTracerProvider({ resource, spanProcessors: [new Sender(new CleanExporter())] });
  provider.register();
  const tracer = trace.getTracer("tend");

  const traceRequest: TraceRequest = (request, answer, readFields) => {
    // Next has a span for the request already, within the caller's trace; the front door has none.
    const hasParent = trace.getActiveSpan() !== undefined;
    const parent = hasParent ? context.active() : propagation.extract(ROOT_CONTEXT, request.headers, getHeader);
    const kind = hasParent ? SpanKind.INTERNAL : SpanKind.SERVER;
    return tracer.startActiveSpan(request.method, { kind }, parent, async (span) => {
      try {
        const response = await answer();
        const { requestId, route, method, status, statements } = readFields();
        span.updateName(`${method} ${route}`);
        span.setAttributes({
          "http.request.method": method,
          "http.route": route,
          "http.response.status_code": status,
          "tend.request_id": requestId,
          "tend.statements": statements,
        });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        return response;
      } finally {
        span.end();
      }
    });
  };
  // Who collects may be gone; that is no reason to stay.
  const stop = () => withinDeadline(provider.shutdown(), stopDeadlineMs).catch(() => {});
  setTracing({ traceRequest, stop });
}
