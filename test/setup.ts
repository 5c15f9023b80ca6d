import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, inject } from "vitest";
import { getConnection } from "@/db/client";
import { migrationsFolder } from "@/db/migrations";
import { once } from "@/lib/once";
import { emptyDatabase } from "./database";
import { forgetTestKey } from "./tokens";

/** Opens this worker's own, migrated database, once. */
const prepareWorker = once("test-worker", async () => {
  const postgresUrl = inject("postgresUrl");
  process.env.BETTER_AUTH_SECRET = "a secret of the tests, 32 characters or more";
  process.env.APP_ORIGIN = "http://localhost:3000";
  process.env.API_RATE_LIMIT = "0";
  process.env.DATA_DIR = mkdtempSync(path.join(os.tmpdir(), "tend-test-"));
  if (postgresUrl) {
    process.env.DATABASE_URL = await createDatabase(postgresUrl);
    process.env.DATABASE_DRIVER = process.env.TEST_DRIVER;
    process.env.NEON_HTTP_ENDPOINT = inject("neonEndpoint") ?? "";
  }
  const connection = await getConnection();
  await connection.migrate(migrationsFolder());
});

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `worker_${randomUUID().replaceAll("-", "")}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

beforeEach(prepareWorker);
beforeEach(forgetTestKey);
afterEach(emptyDatabase);
