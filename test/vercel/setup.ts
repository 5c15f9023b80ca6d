import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { cleanUp } from "@/bench/cleanup";
import { findNode24 } from "@/test/node24";
import { startNeonEndpoint } from "../neon-endpoint";
import { startPostgres } from "../postgres";
import { makeEnvironment } from "./environment";
import { buildProject, copyProject, type Target, targets } from "./project";

/** A finished build: where its output is, its project's variables, and where its database really is. */
export type Build = {
  target: Target;
  output: string;
  variables: Record<string, string>;
  databaseUrl: string;
  seconds: number;
};

declare module "vitest" {
  export interface ProvidedContext {
    vercel: { builds: Build[]; node24: string; postgresUrl: string };
  }
}

/** Builds the project for both environments, each with a database of its own, and removes all of it but the output. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "tend-vercel-")));
  const postgres = await startPostgres();
  const endpoint = await startNeonEndpoint(postgres.url);
  async function tearDown(): Promise<void> {
    await endpoint.close();
    await postgres.stop();
    await cleanUp();
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    const source = path.join(folder, "project");
    await copyProject(source);
    const builds: Build[] = [];
    for (const target of targets) {
      const databaseUrl = await postgres.createDatabase(target);
      const variables = makeEnvironment(target, databaseUrl, endpoint.url);
      const output = path.join(folder, target);
      const startedAt = Date.now();
      const { code, printed } = await buildProject(source, target, variables, output);
      if (code !== 0) throw new Error(`vercel build for ${target} ended with ${code}:\n${printed}`);
      builds.push({ target, output, variables, databaseUrl, seconds: Math.round((Date.now() - startedAt) / 1000) });
    }
    // The functions must run from the output alone.
    rmSync(source, { recursive: true });
    project.provide("vercel", { builds, node24: await findNode24(), postgresUrl: postgres.url });
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
