import { createServer, type IncomingMessage } from "node:http";

/** A span as a collector gets it. */
type Span = { name: string; kind: number; attributes: Record<string, string | number>; statusCode: number };

export type Collector = {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: Span[];
  /** Everything it was sent, as bytes. */
  received(): Buffer;
  close(): Promise<void>;
};

/** Takes traces by OTLP over HTTP, in protobuf: https://opentelemetry.io/docs/specs/otlp/#otlphttp */
export async function startCollector(): Promise<Collector> {
  const bodies: Buffer[] = [];
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    bodies.push(body);
    if (request.method === "POST" && request.url === "/v1/traces") spans.push(...readSpans(body));
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    received: () => Buffer.concat(bodies),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

type Field = { number: number; bytes: Buffer; value: number };

/** The fields of a protobuf message: https://protobuf.dev/programming-guides/encoding/ */
function* readFields(message: Buffer): Generator<Field> {
  let at = 0;
  const readVarint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = readVarint();
    const number = Math.floor(tag / 8);
    const type = tag % 8;
    const value = type === 0 || type === 2 ? readVarint() : 0;
    const length = type === 2 ? value : type === 1 ? 8 : type === 5 ? 4 : 0;
    yield { number, bytes: message.subarray(at, at + length), value };
    at += length;
  }
}

const pick = (message: Buffer, number: number) => [...readFields(message)].filter((field) => field.number === number);

// The numbers are those of opentelemetry/proto/trace/v1/trace.proto.
function readSpans(request: Buffer): Span[] {
  const scopes = pick(request, 1).flatMap(({ bytes }) => pick(bytes, 2));
  return scopes.flatMap(({ bytes }) => pick(bytes, 2)).map(({ bytes }) => readSpan(bytes));
}

function readSpan(span: Buffer): Span {
  const text = (message: Buffer, number: number) => pick(message, number)[0]?.bytes.toString() ?? "";
  const attributes = pick(span, 9).map(({ bytes }) => {
    const [value] = pick(bytes, 2).flatMap((field) => [...readFields(field.bytes)]);
    // A string is field 1 of a value; what is counted is field 3.
    return [text(bytes, 1), value?.number === 1 ? value.bytes.toString() : (value?.value ?? 0)] as const;
  });
  return {
    name: text(span, 5),
    kind: pick(span, 6)[0]?.value ?? 0,
    attributes: Object.fromEntries(attributes),
    statusCode: pick(span, 15).flatMap(({ bytes }) => pick(bytes, 3))[0]?.value ?? 0,
  };
}
