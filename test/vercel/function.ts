import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { Readable } from "node:stream";

// One function in a process of its own, as Vercel runs it: `node function.ts <folder>`. It says its port over IPC. Node
// alone reads this file, so it imports nothing of ours.

const [, , folder = ""] = process.argv;
const { handler, useWebApi } = JSON.parse(readFileSync(path.join(folder, ".vc-config.json"), "utf8"));
const exported = createRequire(path.join(folder, "/"))(path.join(folder, handler));

/** Middleware takes a Request and returns a Response; what the proxy saw comes in a header. */
async function serveWeb(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) headers.set(name, values?.join(", ") ?? "");
  const url = headers.get("x-test-url") ?? "";
  headers.delete("x-test-url");
  const answer: Response = await exported(new Request(url, { headers }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) Readable.from(answer.body).pipe(response);
  else response.end();
}

const server = createServer(useWebApi ? serveWeb : exported);
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.once("disconnect", () => process.exit());
process.send?.(server.address());
