import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as sendRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compressFiles } from "@/scripts/compress";
import { loadAssets } from "./assets";
import { listen } from "./http-server";

const directory = mkdtempSync(path.join(tmpdir(), "assets-"));
const script = "console.log('Tend');\n".repeat(200);
const server = createServer((request, response) => {
  if (!sendAsset(request, response, request.url ?? "")) response.writeHead(404).end();
});
let sendAsset: ReturnType<typeof loadAssets>;
let port: number;

beforeAll(async () => {
  mkdirSync(path.join(directory, "_next/static/[id]"), { recursive: true });
  writeFileSync(path.join(directory, "_next/static/[id]/main.js"), script);
  writeFileSync(path.join(directory, "small.txt"), "small");
  writeFileSync(path.join(directory, "archive.gz"), "not made by the build");
  await compressFiles(directory);
  sendAsset = loadAssets(directory);
  // What is served does not depend on what happens to the folder afterwards.
  rmSync(directory, { recursive: true });
  port = await listen(server, 0, "127.0.0.1");
});

afterAll(() => {
  server.close();
});

function get(pathname: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve) => {
      const request = sendRequest({ port, path: pathname, headers, method }, async (response) => {
        const chunks: Buffer[] = await response.toArray();
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
      request.end();
    },
  );
}

const main = "/_next/static/[id]/main.js";

test.each([
  ["gzip, deflate, br, zstd", "br", (body: Buffer) => brotliDecompressSync(body)],
  ["gzip, br;q=0", "gzip", (body: Buffer) => gunzipSync(body)],
  ["BR", "br", (body: Buffer) => brotliDecompressSync(body)],
  ["zstd, brotli", undefined, (body: Buffer) => body],
  ["", undefined, (body: Buffer) => body],
])("Accept-Encoding %j is answered with %s", async (acceptEncoding, coding, decode) => {
  const { status, headers, body } = await get(main, { "Accept-Encoding": acceptEncoding });
  expect(status).toBe(200);
  expect(headers["content-encoding"]).toBe(coding);
  expect(headers.vary).toBe("Accept-Encoding");
  expect(headers["content-length"]).toBe(String(body.length));
  expect(decode(body).toString()).toBe(script);
});

test("what Next names by its content is kept for a year, the rest is asked for again", async () => {
  expect((await get(main)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  const { headers } = await get("/small.txt");
  expect(headers).toMatchObject({
    "cache-control": "public, max-age=0, must-revalidate",
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
  expect(headers.vary).toBeUndefined();
});

test("an asset that has not changed is 304, each coding by itself", async () => {
  const plain = String((await get(main)).headers.etag);
  const brotli = String((await get(main, { "Accept-Encoding": "br" })).headers.etag);
  expect(plain).not.toBe(brotli);
  const unchanged = await get(main, { "If-None-Match": `"other", ${plain}` });
  expect([unchanged.status, unchanged.body.length, unchanged.headers.etag]).toEqual([304, 0, plain]);
  expect((await get(main, { "If-None-Match": brotli })).status).toBe(200);
});

test("HEAD is GET without its body, any other method is 405, and a range is not looked at", async () => {
  const head = await get(main, {}, "HEAD");
  expect([head.status, head.body.length, head.headers["content-length"]]).toEqual([200, 0, String(script.length)]);
  const put = await get("/small.txt", {}, "PUT");
  expect([put.status, put.headers.allow]).toEqual([405, "GET, HEAD"]);
  expect((await get("/small.txt", { Range: "bytes=5-2" })).status).toBe(200);
});

test("only files are found, by their decoded name", async () => {
  expect((await get("/_next/static/%5Bid%5D/main.js")).status).toBe(200);
  expect((await get("/archive.gz")).status).toBe(200);
  for (const pathname of ["/", "/_next", `${main}.br`, `${main}.gz`, "/%ff", "/../small.txt", "/%2e%2e/small.txt"]) {
    expect([pathname, (await get(pathname)).status]).toEqual([pathname, 404]);
  }
});
