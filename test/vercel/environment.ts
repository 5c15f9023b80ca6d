import { randomUUID } from "node:crypto";
import type { Target } from "./project";

/** What a project's variables hold, each value unlike any other, so that a leaked one is found. */
export function makeEnvironment(target: Target, databaseUrl: string, neonEndpoint: string): Record<string, string> {
  const direct = new URL(databaseUrl);
  const role = "postgres";
  const password = () => `npg_${randomUUID().replaceAll("-", "")}`;
  direct.username = role;
  direct.password = password();
  // Nothing answers there: the build must go the direct way, and the functions over HTTP.
  const pooled = `postgresql://${role}:${password()}@ep-still-lake-123456-pooler.us-east-1.aws.neon.tech${direct.pathname}?sslmode=require`;
  const branch = target === "production" ? "main" : "blue";
  return {
    DATABASE_URL: pooled,
    DATABASE_URL_UNPOOLED: direct.href,
    NEON_HTTP_ENDPOINT: neonEndpoint,
    BETTER_AUTH_SECRET: `secret-${randomUUID()}`,
    CRON_SECRET: `cron-${randomUUID()}`,
    VERCEL: "1",
    VERCEL_ENV: target,
    VERCEL_URL: `tend-${target}-abc.vercel.app`,
    VERCEL_BRANCH_URL: `tend-git-${branch}.vercel.app`,
    VERCEL_PROJECT_PRODUCTION_URL: "tend.example",
    VERCEL_GIT_COMMIT_REF: branch,
  };
}

/** Those of the variables that nobody may read in what is served. */
export function listSecrets(variables: Record<string, string>): string[] {
  const { DATABASE_URL = "", DATABASE_URL_UNPOOLED = "", BETTER_AUTH_SECRET = "", CRON_SECRET = "" } = variables;
  const addresses = [DATABASE_URL, DATABASE_URL_UNPOOLED].map((address) => new URL(address));
  return [BETTER_AUTH_SECRET, CRON_SECRET, ...addresses.flatMap(({ password, host }) => [password, host])];
}
