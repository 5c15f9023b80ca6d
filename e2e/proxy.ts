import { createServer, request } from "node:http";
import { findFreePort } from "../test/tend";

/** A server in front of another that can fail, or say nothing. What a worker asks for is not Playwright's to answer. */
export async function startProxy(target: string) {
  const proxy = { origin: "", mood: "well" as "well" | "failing" | "silent", close: () => {} };
  const server = createServer((asked, answer) => {
    if (proxy.mood === "silent") return;
    if (proxy.mood === "failing") return void answer.writeHead(503).end();
    const passed = request(target + asked.url, { method: asked.method ?? "GET", headers: asked.headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    asked.pipe(passed);
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  proxy.origin = `http://localhost:${port}`;
  proxy.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return proxy;
}
