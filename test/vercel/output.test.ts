import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { describe, expect, inject, it } from "vitest";
import { toPattern } from "@/scripts/routes-plugin";
import { listSecrets } from "./environment";
import { listFiles, measure, readFunction, readOutput } from "./output";
import { resolve } from "./routing";

const { builds } = inject("vercel");
const megabyte = 1024 * 1024;
// Bytes: a function's must be unpacked before its first answer. Vercel's own limit is 250 MB.
const functionMaxSize = 18 * megabyte;
const staticMaxSize = 5 * megabyte;

/** The paths that the pages and routes of `app` are written for. */
function listAppPaths(): string[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const doors = files.filter((file) => ["page.tsx", "route.ts"].includes(path.basename(file)));
  return doors.map((file) => toPattern(file.replaceAll(/\([^/]+\)\//g, "")));
}

describe.each(builds)(
  "the output of a build for $target",
  ({ output: folder, target, variables, databaseUrl, seconds }) => {
    const output = readOutput(folder);
    const folders = [...new Set(output.functions.values())];
    const ask = (pathname: string) =>
      resolve(output, new URL(`https://tend.example${pathname}`), new Headers(), async (_, passage) => passage);

    it("came from a database that has every migration, by the direct way", async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      const { rows } = await client.query("select count(*)::int from drizzle.__drizzle_migrations");
      await client.end();
      const journal = JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8"));
      expect(rows).toEqual([{ count: journal.entries.length }]);
    });

    it("has a function for every page and route, and no other", () => {
      const made = [...output.functions.keys()].filter((name) => !/\.rsc$|\.segments\//.test(name));
      const others = ["/_middleware", "/_not-found", "/_global-error", "/manifest.webmanifest"];
      expect(made.sort()).toEqual([...listAppPaths(), ...others].sort());
    });

    it("runs what calls the database for at most a minute, on Node 24, with the plan's memory", () => {
      for (const name of listAppPaths()) {
        const config = readFunction(output.functions.get(name) ?? "");
        expect(config).toMatchObject({ runtime: "nodejs24.x", maxDuration: 60, environment: {} });
        // Where they run is the project's one region, beside the database.
        expect([config.memory, config.regions]).toEqual([undefined, undefined]);
      }
      expect(JSON.parse(readFileSync("vercel.json", "utf8")).regions).toEqual(["iad1"]);
      expect(folders.map((name) => readFunction(name).runtime)).toEqual(folders.map(() => "nodejs24.x"));
    });

    it("serves the API from one function and the pages from another, so that few are ever cold", () => {
      const [api, pages] = [true, false].map((isApi) => {
        const names = listAppPaths().filter((name) => name.startsWith("/api/") === isApi);
        return [...new Set(names.map((name) => output.functions.get(name)))];
      });
      expect([api?.length, pages?.length]).toEqual([1, 1]);
      expect(api).not.toEqual(pages);
    });

    it(`weighs little, and took ${seconds} s to build`, () => {
      const sizes = new Map(folders.map((name) => [path.relative(`${folder}/functions`, name), measure(name)]));
      const staticSize = measure(path.join(folder, "static"));
      const inMegabytes = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MB`;
      for (const [name, bytes] of [...sizes, ["static", staticSize] as const])
        console.log(`${target}: ${name} ${inMegabytes(bytes)}`);
      expect(Math.max(...sizes.values())).toBeLessThan(functionMaxSize);
      expect(staticSize).toBeLessThan(staticMaxSize);
    });

    it("holds no secret, no address of a database and no file of a machine's own", () => {
      expect(output.files.filter((name) => /(^|\/)\.env(?!\.example$)|\.data\/|\.pem$/.test(name))).toEqual([]);
      expect(output.files.filter((name) => /^functions\/.*\.func\/(test|bench|e2e|\.git)\//.test(name))).toEqual([]);
      const secrets = listSecrets(variables);
      expect(secrets.filter((secret) => secret.length < 12)).toEqual([]);
      const leaks = listFiles(folder).flatMap((name) => {
        const content = readFileSync(path.join(folder, name), "latin1");
        return secrets.filter((secret) => content.includes(secret)).map(() => name);
      });
      expect(leaks).toEqual([]);
    });

    it("keeps no source map, and no embedded database, which a function can't have", () => {
      expect(output.files.filter((name) => /^static\/.*\.map$/.test(name))).toEqual([]);
      expect(output.files.filter((name) => name.includes("@electric-sql/"))).toEqual([]);
    });

    it("has the files that a browser asks for by name, the service worker among them", () => {
      const named = [...output.statics.keys()].filter(
        (name) => !name.startsWith("/_next/") && !name.startsWith("/500"),
      );
      const inPublic = listFiles("public").map((name) => `/${name}`);
      expect(named.sort()).toEqual([...new Set([...inPublic, "/sw.js", "/apple-icon.png", "/icon.svg"])].sort());
    });

    it("lets what has its content in its name be kept for ever, and nothing else", async () => {
      const kept: string[] = [];
      // Vercel reads how the build went from there; to everybody else it is not there.
      const trace = "/_next/__private/trace";
      for (const name of output.statics.keys()) {
        const found = await ask(name);
        if (found instanceof Response) throw new Error("the middleware answers");
        expect([name, found.kind === "static"]).toEqual([name, name !== trace]);
        if (found.passage.responseHeaders.get("cache-control") === "public,max-age=31536000,immutable") kept.push(name);
      }
      const hashed = [...output.statics.keys()].filter((name) => /^\/_next\/static\/.+\/.+/.test(name));
      expect(hashed.length).toBeGreaterThan(20);
      expect(kept.sort()).toEqual(hashed.sort());
    });

    it("asks for the service worker anew each time", async () => {
      const found = await ask("/sw.js");
      if (found instanceof Response) throw new Error("the middleware answers");
      expect(found.passage.responseHeaders.get("cache-control")).toBe("no-cache");
      expect(found.passage.responseHeaders.get("x-content-type-options")).toBe("nosniff");
    });

    it("runs the middleware before pages, and before neither the API nor files", async () => {
      const seen: string[] = [];
      for (const name of [
        "/",
        "/today",
        "/sign-in",
        "/docs",
        "/api",
        "/api/tasks",
        "/sw.js",
        "/_next/static/a",
        "/icons/a",
      ]) {
        await resolve(output, new URL(`https://tend.example${name}`), new Headers(), async (middleware, passage) => {
          expect(middleware).toBe("/_middleware");
          seen.push(name);
          return passage;
        });
      }
      expect(seen).toEqual(["/", "/today", "/sign-in", "/docs"]);
    });

    it("takes away the slash at the end of a path, and sweeps once a day", async () => {
      const found = await ask("/api/tasks/");
      if (found instanceof Response) throw new Error("the middleware answers");
      expect([found.passage.status, found.passage.responseHeaders.get("location")]).toEqual([308, "/api/tasks"]);
      expect(output.crons).toEqual([{ path: "/api/sweep", schedule: "23 3 * * *" }]);
    });
  },
);
