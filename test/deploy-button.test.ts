import { readFileSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";
import { appOrigin, authSecret, databaseDriver, env } from "@/lib/env";
import { forget } from "@/lib/once";

const [, address = ""] =
  /\]\((https:\/\/vercel\.com\/new\/clone\?[^)]+)\)/.exec(readFileSync("README.md", "utf8")) ?? [];
const { searchParams } = new URL(address);
const asked = searchParams.get("env")?.split(",") ?? [];

// What Vercel and Neon's integration set by themselves.
const given = {
  VERCEL: "1",
  VERCEL_ENV: "production",
  VERCEL_URL: "tend-abc.vercel.app",
  VERCEL_PROJECT_PRODUCTION_URL: "tend.vercel.app",
  DATABASE_URL: "postgresql://owner:npg_a@ep-a-1-pooler.us-east-1.aws.neon.tech/neondb?sslmode=require",
  DATABASE_URL_UNPOOLED: "postgresql://owner:npg_a@ep-a-1.us-east-1.aws.neon.tech/neondb?sslmode=require",
};

/** Sets up as a new project on Vercel, with these of the variables that the button asks for. */
function deploy(names: string[]): void {
  // What `openssl rand -base64 32` prints.
  const values = Object.fromEntries(names.map((name) => [name, Buffer.alloc(32, name).toString("base64")]));
  for (const name of ["APP_ORIGIN", "DATABASE_DRIVER"]) vi.stubEnv(name, undefined);
  for (const name of asked) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries({ ...given, ...values })) vi.stubEnv(name, value);
  for (const name of ["env", "auth-secret"]) forget(name);
}

afterEach(() => {
  vi.unstubAllEnvs();
  for (const name of ["env", "auth-secret"]) forget(name);
});

it("the deploy button asks for a database at Neon and for two secrets, and says how to make them", () => {
  expect([...searchParams.keys()].sort()).toEqual(
    ["env", "envDescription", "envLink", "products", "project-name", "repository-name", "repository-url"].sort(),
  );
  expect(asked).toEqual(["BETTER_AUTH_SECRET", "CRON_SECRET"]);
  expect(searchParams.get("envDescription")).toContain("openssl rand -base64 32");
  expect(searchParams.get("envLink")).toBe(`${searchParams.get("repository-url")}/blob/main/.env.example`);
  expect(JSON.parse(searchParams.get("products") ?? "")).toEqual([
    { type: "integration", protocol: "storage", productSlug: "neon", integrationSlug: "neon" },
  ]);
  const example = readFileSync(".env.example", "utf8");
  for (const name of asked) expect(example).toContain(`# ${name}=\n`);
});

it("with what it asks for and what Vercel and Neon set, nothing is missing, and without either secret something is", () => {
  deploy(asked);
  expect([databaseDriver(), appOrigin(), authSecret().length > 32, env().CRON_SECRET]).toEqual([
    "neon-http",
    "https://tend.vercel.app",
    true,
    expect.any(String),
  ]);
  deploy(["CRON_SECRET"]);
  expect(() => authSecret()).toThrow("BETTER_AUTH_SECRET is not set");
  deploy(["BETTER_AUTH_SECRET"]);
  expect(env().CRON_SECRET).toBeUndefined();
});
