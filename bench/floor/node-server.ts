import { createServer, type IncomingMessage } from "node:http";
import { answer } from "./core";
import type { OperationName } from "./plan";

const prefix = "/api/tasks/";
const suffix = "/complete";

function findOperation(method: string, path: string): { operation: OperationName; id: string } | undefined {
  if (path === "/api/tasks") return { operation: method === "POST" ? "create" : "list", id: "" };
  if (!path.startsWith(prefix)) return undefined;
  if (path.endsWith(suffix)) return { operation: "complete", id: path.slice(prefix.length, -suffix.length) };
  return { operation: "get", id: path.slice(prefix.length) };
}

function readBody(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    request.on("error", reject);
  });
}

const server = createServer(async (request, response) => {
  try {
    const [path = ""] = (request.url ?? "").split("?", 1);
    const found = findOperation(request.method ?? "", path);
    if (!found) return response.writeHead(404).end();
    const { authorization } = request.headers;
    const { status, text } = await answer[found.operation]({
      authorization,
      id: found.id,
      body: request.method === "GET" ? undefined : await readBody(request),
    });
    response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
    response.end(text);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});
server.listen(Number(process.env.PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
