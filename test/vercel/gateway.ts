import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { type Output, readFunction, readOutput } from "./output";
import { type Passage, type RunMiddleware, resolve } from "./routing";

// Of one connection, or of one message on it; each hop has its own.
const ofConnection = new Set(["connection", "keep-alive", "transfer-encoding", "date", "expect"]);

const addressSchema = z.object({ port: z.number() });

/** A running function. */
type Instance = { child: ChildProcess; port: number };

export type Gateway = {
  origin: string;
  /** What all functions have printed. */
  printed(): string;
  stop(): Promise<void>;
};

type Options = { output: string; node: string; variables: Record<string, string> };

/** Serves a build's output as Vercel does: its routes, its files, its middleware, and a process for each function. */
export async function startGateway({ output: folder, node, variables }: Options): Promise<Gateway> {
  const output = readOutput(folder);
  const instances = new Map<string, Promise<Instance>>();
  let printed = "";

  /** The one instance of a function, started when it is first called. */
  function getInstance(functionFolder: string): Promise<Instance> {
    const known = instances.get(functionFolder) ?? start(functionFolder);
    instances.set(functionFolder, known);
    return known;
  }

  async function start(functionFolder: string): Promise<Instance> {
    const { environment } = readFunction(functionFolder);
    const child = spawn(node, [path.join(import.meta.dirname, "function.ts"), functionFolder], {
      cwd: functionFolder,
      env: { NODE_ENV: "production", TZ: ":UTC", ...environment, ...variables },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    }
    const ended = once(child, "exit").then(() => Promise.reject(new Error(`A function did not start:\n${printed}`)));
    const [address] = await Promise.race([once(child, "message"), ended]);
    ended.catch(() => {});
    return { child, port: addressSchema.parse(address).port };
  }

  const call: Call = async (name) => {
    const functionFolder = output.functions.get(name);
    if (functionFolder === undefined) throw new Error(`no function ${name}`);
    return (await getInstance(functionFolder)).port;
  };
  const server = createServer((incoming, outgoing) => {
    serve(output, call, variables, incoming, outgoing).catch((error: unknown) => {
      printed += `${error}\n`;
      outgoing.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${addressSchema.parse(server.address()).port}`,
    printed: () => printed,
    async stop() {
      server.closeAllConnections();
      server.close();
      const started = await Promise.all(instances.values());
      await Promise.all(
        started.map(({ child }) => {
          const exited = once(child, "exit");
          child.kill();
          return exited;
        }),
      );
    },
  };
}

/** The port of a function's instance. */
type Call = (name: string) => Promise<number>;

async function serve(
  output: Output,
  call: Call,
  variables: Record<string, string>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const host = variables.VERCEL_BRANCH_URL ?? "";
  const url = new URL(`https://${host}${incoming.url}`);
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (values && !ofConnection.has(name)) headers.set(name, values.join(name === "cookie" ? "; " : ", "));
  }
  // Vercel overwrites what a caller says of himself. Tests have many clients at one address.
  const client = incoming.headersDistinct["x-forwarded-for"]?.[0] ?? incoming.socket.remoteAddress ?? "";
  for (const name of ["x-real-ip", "x-forwarded-for", "x-vercel-forwarded-for"]) headers.set(name, client);
  headers.set("host", host);
  headers.set("x-forwarded-host", host);
  headers.set("x-forwarded-proto", "https");

  const runMiddleware: RunMiddleware = async (name, passage) => {
    const asked = new Headers(passage.requestHeaders);
    asked.delete("content-length");
    asked.set("x-test-url", passage.url.href);
    const port = await call(name);
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: asked, redirect: "manual" });
    return followMiddleware(answer, passage);
  };
  const destination = await resolve(output, url, headers, runMiddleware);
  if (destination instanceof Response) {
    outgoing.writeHead(destination.status, Object.fromEntries(destination.headers));
    outgoing.end(await destination.text());
    return;
  }
  const { passage } = destination;
  for (const [name, value] of passage.responseHeaders) outgoing.setHeader(name, value);
  if (destination.kind === "answer") {
    outgoing.writeHead(passage.status).end();
    return;
  }
  if (destination.kind === "static") {
    const { file, contentType } = output.statics.get(destination.path) ?? { file: "" };
    outgoing.writeHead(passage.status, contentType === undefined ? {} : { "content-type": contentType });
    await pipeline(createReadStream(file), outgoing);
    return;
  }
  const port = await call(destination.path);
  // The path is the caller's; the query has the route's parameters too.
  const target = `${incoming.url?.split("?", 1)[0]}${passage.url.search}`;
  const sent = request({
    port,
    host: "127.0.0.1",
    path: target,
    method: incoming.method,
    headers: {
      ...Object.fromEntries(passage.requestHeaders),
      "x-matched-path": destination.path,
      "x-vercel-id": "iad1::test",
    },
  });
  const answering = new Promise<IncomingMessage>((settle, fail) => sent.once("response", settle).once("error", fail));
  const [answer] = await Promise.all([answering, pipeline(incoming, sent)]);
  const status = passage.status === 200 ? (answer.statusCode ?? 500) : passage.status;
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    if (values && !ofConnection.has(name)) outgoing.setHeader(name, values);
  }
  outgoing.writeHead(status);
  await pipeline(answer, outgoing);
}

/** What Next's middleware says in headers: go on, with these of the request changed and these of the response added. */
function followMiddleware(answer: Response, passage: Passage): Response | Passage {
  if (answer.headers.has("x-middleware-rewrite")) throw new Error("the middleware rewrites, which this proxy can't");
  if (answer.headers.get("x-middleware-next") !== "1") return answer;
  const overridden = answer.headers.get("x-middleware-override-headers")?.split(",") ?? [];
  const requestHeaders = overridden.length > 0 ? new Headers() : passage.requestHeaders;
  for (const name of overridden) {
    const value = answer.headers.get(`x-middleware-request-${name}`);
    if (value !== null) requestHeaders.set(name, value);
  }
  const responseHeaders = new Headers(passage.responseHeaders);
  for (const [name, value] of answer.headers) {
    if (!name.startsWith("x-middleware-") && !ofConnection.has(name)) responseHeaders.set(name, value);
  }
  return { ...passage, requestHeaders, responseHeaders };
}
