import type { TestProject } from "vitest/node";
import { startNeonEndpoint } from "./neon-endpoint";
import { startPostgres } from "./postgres";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string | null;
    neonEndpoint: string | null;
  }
}

/** Starts what the project's driver talks to, once for all its workers. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const driver = project.config.env.TEST_DRIVER;
  if (driver === "pglite") {
    project.provide("postgresUrl", null);
    project.provide("neonEndpoint", null);
    return;
  }
  const postgres = await startPostgres({ maxConnections: 200 });
  const endpoint = driver === "neon-http" ? await startNeonEndpoint(postgres.url) : null;
  project.provide("postgresUrl", postgres.url);
  project.provide("neonEndpoint", endpoint?.url ?? null);
  return async () => {
    await endpoint?.close();
    await postgres.stop();
  };
}
