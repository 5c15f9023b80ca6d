import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { appOrigin, authSecret, databaseDriver, env, isTracingWanted, trustedOrigins } from "./env";
import { forget } from "./once";

const secret = "a secret of production, long enough";
const production = {
  VERCEL: "1",
  VERCEL_ENV: "production",
  VERCEL_URL: "tend-abc.vercel.app",
  VERCEL_BRANCH_URL: "tend-git-main.vercel.app",
  VERCEL_PROJECT_PRODUCTION_URL: "tend.example",
  BETTER_AUTH_SECRET: secret,
};
const preview = {
  ...production,
  VERCEL_ENV: "preview",
  VERCEL_URL: "tend-def.vercel.app",
  VERCEL_BRANCH_URL: "tend-git-blue.vercel.app",
  VERCEL_GIT_COMMIT_REF: "blue",
};

function deploy(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  for (const name of ["env", "auth-secret"]) forget(name);
}

beforeEach(() => {
  for (const name of [...Object.keys(preview), "APP_ORIGIN", "PORT", "DATABASE_URL", "DATABASE_DRIVER"])
    vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe("the origin", () => {
  it.each([
    ["of a laptop", { PORT: "4000" }, "http://localhost:4000"],
    ["of one's own server", { APP_ORIGIN: "https://todo.example/" }, "https://todo.example"],
    ["of production", production, "https://tend.example"],
    ["of production with a domain of its own", { ...production, APP_ORIGIN: "https://a.example" }, "https://a.example"],
    ["of a preview", preview, "https://tend-git-blue.vercel.app"],
    [
      "of a preview that shares production's variable",
      { ...preview, APP_ORIGIN: "https://a.example" },
      "https://tend-git-blue.vercel.app",
    ],
    ["of a preview without a branch", { ...preview, VERCEL_BRANCH_URL: "" }, "https://tend-def.vercel.app"],
  ])("%s", (_, variables, origin) => {
    deploy(variables);
    expect(appOrigin()).toBe(origin);
  });

  it("is asked for when Vercel does not say it", () => {
    deploy({ VERCEL: "1", VERCEL_ENV: "production" });
    expect(() => appOrigin()).toThrow("APP_ORIGIN");
  });

  it("is trusted with the deployment's other exact addresses, and no stranger's", () => {
    deploy(preview);
    expect(trustedOrigins()).toEqual(["https://tend-git-blue.vercel.app", "https://tend-def.vercel.app"]);
    deploy({ ...production, VERCEL: "" });
    expect(trustedOrigins()).toEqual(["http://localhost:3000"]);
  });
});

describe("the secret", () => {
  const secretOf = (variables: Record<string, string>) => {
    deploy(variables);
    return authSecret();
  };

  it("is one in production, and another for each branch of previews", () => {
    expect(secretOf(production)).toBe(secret);
    const secrets = [production, preview, { ...preview, VERCEL_GIT_COMMIT_REF: "red" }].map(secretOf);
    expect(new Set(secrets).size).toBe(3);
    expect(secretOf({ ...preview, VERCEL_URL: "tend-other.vercel.app" })).toBe(secrets[1]);
  });
});

describe("the driver", () => {
  it.each([
    ["nothing", {}, "pglite"],
    ["an address", { DATABASE_URL: "postgres://tend@db.example/tend" }, "pg"],
    ["Neon's address", { DATABASE_URL: "postgres://tend@ep-a-pooler.eu-central-1.aws.neon.tech/tend" }, "neon-http"],
    ["a socket's address", { DATABASE_URL: "postgres://tend:secret@/tend?host=/run/postgresql" }, "pg"],
    ["its name", { DATABASE_URL: "postgres://tend@db.example/tend", DATABASE_DRIVER: "neon-http" }, "neon-http"],
  ])("follows from %s", (_, variables, driver) => {
    deploy(variables);
    expect(databaseDriver()).toBe(driver);
  });

  it.each([
    "tend:canary-4f1d9c@host/tend",
    "postgres://tend:canary/4f1d9c@host/tend",
    "postgres://tend:canary#4f1d9c@host/tend",
    "postgres://tend:12/canary@host/tend",
    "postgres://tend:12?canary@host/tend",
    "postgres://tend:p@/canary@host/tend",
    "postgres://tend:canary@host:70000/tend",
  ])("follows from no address that can't be read, whose variable is named and whose value is not: %s", (address) => {
    for (const name of ["DATABASE_URL", "DATABASE_URL_UNPOOLED"]) {
      deploy({ [name]: address });
      expect(env).toThrow(new RegExp(`^The environment is not valid:\\n${name} must [^\\n]+$`));
      expect(env).not.toThrow(/canary|4f1d9c|tend/);
      vi.stubEnv(name, undefined);
    }
  });

  it("is Neon's for no socket", () => {
    deploy({ DATABASE_URL: "postgres://tend:canary@/tend", DATABASE_DRIVER: "neon-http" });
    expect(env).toThrow(/^The environment is not valid:\nDATABASE_URL must name a host$/);
  });

  it("is never the embedded one on Vercel", () => {
    deploy(production);
    expect(() => databaseDriver()).toThrow("DATABASE_URL is not set");
  });
});

describe("OpenTelemetry", () => {
  const endpoint = "http://localhost:4318";

  it.each<[string, boolean, Record<string, string>]>([
    ["nothing is said of it", false, {}],
    ["its variables are empty", false, { OTEL_EXPORTER_OTLP_ENDPOINT: "" }],
    ["no collector is named", false, { OTEL_SERVICE_NAME: "tend", OTEL_TRACES_EXPORTER: "otlp" }],
    ["a collector is named", true, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }],
    ["one for traces is named", true, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/v1/traces` }],
    ["it is disabled", false, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "TRUE" }],
    ["it is not disabled", true, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "false" }],
    ["traces are not exported", false, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: "none" }],
  ])("where %s: wanted is %s", (_, isWanted, variables) => {
    deploy(variables);
    expect(isTracingWanted()).toBe(isWanted);
  });
});
