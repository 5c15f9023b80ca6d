import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

type Representation = { body: Buffer; headers: Record<string, string | number> };
type Asset = { plain: Representation; br?: Representation; gzip?: Representation };

/** Answers the asset at a path, and says whether there was one. */
export type SendAsset = (request: IncomingMessage, response: ServerResponse, pathname: string) => boolean;

const suffixes = { br: ".br", gzip: ".gz" } as const;

const types: Record<string, string> = {
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/**
 * Reads the folder that scripts/build.ts made: every file, and beside it what brotli and gzip made of it. They are
 * kept in memory: a few megabytes, no open file per download, and a build that runs meanwhile disturbs nobody.
 */
export function loadAssets(directory: string): SendAsset {
  const assets = new Map<string, Asset>();
  for (const file of listFiles(directory)) {
    if (isCompressed(file)) continue;
    const pathname = `/${path.relative(directory, file).replaceAll(path.sep, "/")}`;
    assets.set(pathname, readAsset(file, pathname));
  }
  return (request, response, pathname) => {
    const asset = assets.get(pathname) ?? (pathname.includes("%") ? assets.get(decode(pathname)) : undefined);
    if (!asset) return false;
    if (request.method !== "GET" && request.method !== "HEAD") response.writeHead(405, { Allow: "GET, HEAD" }).end();
    else send(request, response, chooseRepresentation(asset, request.headers["accept-encoding"] ?? ""));
    return true;
  };
}

function listFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

function isCompressed(file: string): boolean {
  return Object.values(suffixes).some((suffix) => file.endsWith(suffix) && existsSync(file.slice(0, -suffix.length)));
}

function readAsset(file: string, pathname: string): Asset {
  const body = readFileSync(file);
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 16);
  const headers = {
    "Content-Type": types[path.extname(pathname).toLowerCase()] ?? "application/octet-stream",
    "Cache-Control": pathname.startsWith("/_next/static/")
      ? "public, max-age=31536000, immutable"
      : pathname === "/sw.js"
        ? "no-cache"
        : "public, max-age=0, must-revalidate",
    "X-Content-Type-Options": "nosniff",
  };
  const asset: Asset = { plain: { body, headers: { ...headers, ETag: `"${hash}"`, "Content-Length": body.length } } };
  for (const coding of ["br", "gzip"] as const) {
    const compressed = `${file}${suffixes[coding]}`;
    if (!existsSync(compressed)) continue;
    const bytes = readFileSync(compressed);
    const own = { ETag: `"${hash}-${coding}"`, "Content-Encoding": coding, "Content-Length": bytes.length };
    asset[coding] = { body: bytes, headers: { ...headers, ...own, Vary: "Accept-Encoding" } };
    asset.plain.headers.Vary = "Accept-Encoding";
  }
  return asset;
}

function chooseRepresentation({ plain, br, gzip }: Asset, acceptEncoding: string): Representation {
  if (br && accepts(acceptEncoding, "br")) return br;
  return gzip && accepts(acceptEncoding, "gzip") ? gzip : plain;
}

/** RFC 9110, section 12.5.3, but for `*` and preferences: a coding is accepted by name and without q=0. */
function accepts(header: string, coding: string): boolean {
  return header.split(",").some((entry) => {
    const [name = "", weight = ""] = entry.split(";");
    return name.trim().toLowerCase() === coding && !/^\s*q=0(?:\.0*)?\s*$/i.test(weight);
  });
}

function send(request: IncomingMessage, response: ServerResponse, { body, headers }: Representation): void {
  const { "Content-Length": _, "Content-Type": __, ...unchanged } = headers;
  if (request.headers["if-none-match"]?.includes(String(headers.ETag))) response.writeHead(304, unchanged).end();
  else response.writeHead(200, headers).end(body);
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
