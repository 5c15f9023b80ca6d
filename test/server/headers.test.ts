import { readdirSync } from "node:fs";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Account, launchNext, launchTend, signUp, type Tend } from "../tend";

let ours: Tend;
let plain: Tend;
let nexts: Tend;
let person: Account;

beforeAll(async () => {
  const env = { BETTER_AUTH_SECRET: "a secret of the tests, 32 characters or more" };
  ours = await launchTend({ ...env, APP_ORIGIN: "https://tend.example" });
  person = await signUp(ours.origin);
  plain = await launchTend(env);
  nexts = await launchNext(env);
});
afterAll(() => Promise.all([ours, plain, nexts].map((tend) => tend.stop())));

const script = `/_next/static/chunks/${readdirSync(".next/static/chunks").find((name) => name.endsWith(".js"))}`;

type Kind = [
  name: string,
  status: number,
  path: string,
  options?: { method?: string; headers?: Record<string, string>; size?: number },
];

/** Every kind of answer. */
const pages: Kind[] = [
  ["a page", 200, "/sign-in"],
  ["a page without its body", 200, "/sign-in", { method: "HEAD" }],
  ["the shell", 200, "/shell"],
  ["a page for nobody", 307, "/today"],
  ["no page", 404, "/nowhere"],
  ["no asset", 404, "/_next/static/nothing.js"],
  ["no asset, below a folder of Next's", 404, "/_next/nothing"],
  ["no icon", 404, "/icons/nothing.png"],
  ["no picture", 404, "/landing/nothing.webp"],
  ["no icon by its old name", 404, "/favicon.ico"],
  ["no word for robots", 404, "/robots.txt"],
  ["no page by a name that can't be read", 404, "/%ff"],
];
const files: Kind[] = [
  ["an asset", 200, script],
  ["an asset in brotli", 200, script, { headers: { "accept-encoding": "br" } }],
  ["an icon", 200, "/icons/icon-192.png"],
  ["the icon of pages", 200, "/icon.svg"],
  ["the worker", 200, "/sw.js"],
  ["the manifest", 200, "/manifest.webmanifest"],
];
const refusals: Kind[] = [
  ["a redirect", 308, "/sign-in/"],
  ["a redirect of slashes", 308, "//sign-in"],
  ["a page by another method", 405, "/sign-in", { method: "POST" }],
  ["an asset by another method", 405, "/sw.js", { method: "PUT" }],
  ["a bad host", 400, "/sign-in", { headers: { host: "user@evil/" } }],
];
const api: Kind[] = [
  ["tasks", 200, "/api/tasks"],
  ["a preflight", 204, "/api/tasks", { method: "OPTIONS" }],
  ["health", 200, "/api/health"],
  ["the document", 200, "/api/openapi.json"],
  ["a session", 200, "/api/auth/get-session"],
  ["no call", 404, "/api/nowhere"],
  ["no call of signing in", 404, "/api/auth/nowhere"],
  ["a redirect", 308, "/api/tasks/"],
  ["nobody", 401, "/api/tasks", { headers: { authorization: "" } }],
  ["another method", 405, "/api/tasks", { method: "PUT" }],
  ["a method that nobody knows", 405, "/api/tasks", { method: "PROPFIND" }],
  ["too much", 413, "/api/tasks", { method: "POST", size: 200_000 }],
  ["a form", 415, "/api/tasks", { method: "POST", size: 3 }],
  ["another origin", 403, "/api/auth/sign-out", { method: "POST", headers: { origin: "https://evil.example" } }],
  ["a bad host", 400, "/api/tasks", { headers: { host: "user@evil/" } }],
];

/** Asks for exactly that, which fetch would make better. */
function ask({ origin }: Tend, [, , path, { method = "GET", headers = {}, size = 0 } = {}]: Kind) {
  const { port } = new URL(origin);
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const all = { authorization: `Bearer ${person.token}`, "content-length": String(size), ...headers };
    const sent = request({ port, path, method, headers: all }, (response) => {
      response.resume().once("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    });
    sent.on("error", reject).end(Buffer.alloc(size));
  });
}

const frame = /(?:^|; )frame-ancestors 'none'(?:;|$)/;
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

describe("through the front door", () => {
  it.each([...pages, ...files, ...refusals, ...api])("%s (%i %s) is safe to show", async (...kind) => {
    const [, status, path] = kind;
    const { status: answered, headers } = await ask(ours, kind);
    expect(answered).toBe(status);
    expect(headers["strict-transport-security"]).toBe("max-age=63072000");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toMatch(frame);
    if (path.startsWith("/api/")) expect(headers["content-security-policy"]).toBe(apiPolicy);
    if (answered === 200 && headers["content-type"]?.includes("text/html"))
      expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-/);
  });

  it("nobody is told to come by https where the app is not set up for it", async () => {
    for (const kind of [...pages, ...files, ...refusals, ...api]) {
      if (kind[0] === "tasks") continue;
      const { headers } = await ask(plain, kind);
      expect([kind, headers["strict-transport-security"]]).toEqual([kind, undefined]);
    }
  });
});

describe("through Next's own", () => {
  it.each([...pages, ...files])("%s (%i %s) is safe to show", async (...kind) => {
    const { status, headers } = await ask(nexts, kind);
    // That Next answers before our code.
    if (kind[2] === "/%ff") return;
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toMatch(frame);
    if (status === 200 && headers["content-type"]?.includes("text/html"))
      expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-/);
  });

  it.each(api.filter(([, status]) => [200, 204, 404, 405, 415].includes(status)))(
    "%s (%i %s) is, too",
    async (...kind) => {
      if (kind[3]?.method === "PROPFIND") return;
      const { headers } = await ask(nexts, kind);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["content-security-policy"]).toBe(apiPolicy);
    },
  );
});
