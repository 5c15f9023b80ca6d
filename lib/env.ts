import { createHmac, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { once } from "./once";

const secretMinLength = 32;
const cronSecretMinLength = 16;
const port = z.coerce.number().int().min(0).max(65_535);

function isPostgresUrl(value: string): boolean {
  // An `@` that follows them ends a password with one of these in it, which would be taken for a host and a path.
  if (/^\w+:\/\/[^/?#]*[/?#].*@/.test(value)) return false;
  // Without a host it is a socket's, which `pg` takes, and no URL.
  return URL.canParse(value.replace("@/", "@localhost/"));
}

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, { error: "must begin with postgres:// or postgresql://", abort: true })
  .refine(isPostgresUrl, { error: "must be a URL, with / ? # @ and % in a password percent-encoded" });

const schema = z.object({
  /** A PostgreSQL connection string. Without it, the embedded database in DATA_DIR. */
  DATABASE_URL: postgresUrl.optional(),
  /** The same without a pooler, for migrations; Neon's integration sets it. */
  DATABASE_URL_UNPOOLED: postgresUrl.optional(),
  DATABASE_DRIVER: z.enum(["pglite", "pg", "neon-http"]).optional(),
  /** Where the Neon driver sends its SQL, for a proxy that speaks Neon's HTTP. */
  NEON_HTTP_ENDPOINT: z.url().optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(1000).default(10),
  DATA_DIR: z.string().default(".data"),
  /** Megabytes (of 2^20 bytes) that stay free on the disk of DATA_DIR: with less the embedded database writes nothing. */
  DISK_MARGIN_MB: z.coerce.number().int().min(18).default(18),
  BETTER_AUTH_SECRET: z
    .string()
    .min(secretMinLength, { error: `must have at least ${secretMinLength} characters` })
    .optional(),
  /** The origin that people and programs use: scheme, host and port. */
  APP_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((value) => new URL(value).origin)
    .optional(),
  PORT: port.default(3000),
  HOST: z.string().optional(),
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed, separated by commas. */
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((value) =>
      value
        .split(",")
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
  /** Task API requests per person and minute; 0 for no limit. */
  API_RATE_LIMIT: z.coerce.number().int().min(0).default(6000),
  /** How much one person may keep: tasks, the trash included, and MiB (db/storage.ts says of what); 0 for no limit. */
  TASKS_PER_PERSON: z.coerce.number().int().min(0).default(100_000),
  MEGABYTES_PER_PERSON: z.coerce.number().min(0).default(256),
  /** How long a server that is to stop says so at /api/ready while it still answers; a proxy's checks must fit in. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(600).default(0),
  /** What a scheduler proves itself with at /api/sweep; Vercel sends it by itself. Without it the path answers nobody. */
  CRON_SECRET: z
    .string()
    .min(cronSecretMinLength, { error: `must have at least ${cronSecretMinLength} characters` })
    .optional(),
  /** What is logged: `info` is a line for each API request too, `error` is mistakes alone. */
  LOG_LEVEL: z.enum(["info", "error", "silent"]).default("info"),
  // OpenTelemetry's own, of which these say whether it is wanted; the rest its library reads by itself:
  // https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  // Vercel's own: https://vercel.com/docs/environment-variables/system-environment-variables
  VERCEL: z.string().optional(),
  VERCEL_ENV: z.string().optional(),
  VERCEL_URL: z.string().optional(),
  VERCEL_BRANCH_URL: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
  VERCEL_GIT_COMMIT_REF: z.string().optional(),
});

// Neon's driver quotes the address that it can't use.
const consistent = schema.refine(
  ({ DATABASE_DRIVER, DATABASE_URL }) => DATABASE_DRIVER !== "neon-http" || !DATABASE_URL || URL.canParse(DATABASE_URL),
  { path: ["DATABASE_URL"], error: "must name a host" },
);

/** The environment, parsed once. Throws one line per variable that is wrong, without its value. */
export const env = once("env", () => {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = consistent.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The environment is not valid:\n${lines.join("\n")}`);
});

export type Driver = "pglite" | "pg" | "neon-http";

/** The database driver: DATABASE_DRIVER, or what DATABASE_URL implies. */
export function databaseDriver(): Driver {
  const { DATABASE_DRIVER, DATABASE_URL, VERCEL } = env();
  if (DATABASE_DRIVER) return DATABASE_DRIVER;
  // A function's disk is gone after it.
  if (VERCEL && !DATABASE_URL) throw new Error("DATABASE_URL is not set");
  if (!DATABASE_URL) return "pglite";
  const isNeon = URL.canParse(DATABASE_URL) && new URL(DATABASE_URL).hostname.endsWith(".neon.tech");
  return isNeon ? "neon-http" : "pg";
}

/** Whether spans are wanted: OpenTelemetry's variables say where to send them, and nothing says that they are not. */
export function isTracingWanted(): boolean {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER, ...endpoints } = env();
  if (OTEL_SDK_DISABLED?.toLowerCase() === "true" || OTEL_TRACES_EXPORTER === "none") return false;
  return Boolean(endpoints.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? endpoints.OTEL_EXPORTER_OTLP_ENDPOINT);
}

/** What the front door writes the client's address into, over whatever a caller sent. */
export const doorAddressHeader = "x-tend-client-address";

/** The one header that says who calls: Vercel's, or the front door's. */
export function clientAddressHeader(): string {
  return env().VERCEL ? "x-real-ip" : doorAddressHeader;
}

const isPreview = () => Boolean(env().VERCEL) && env().VERCEL_ENV !== "production";

/**
 * The deployment's own origin, which is also issuer and audience of its tokens: APP_ORIGIN, or on Vercel its domain in
 * production. A preview's is always its branch's address, for a variable that environments share is production's.
 */
export function appOrigin(): string {
  const { APP_ORIGIN, PORT, VERCEL, VERCEL_PROJECT_PRODUCTION_URL, VERCEL_BRANCH_URL, VERCEL_URL } = env();
  if (!isPreview() && APP_ORIGIN) return APP_ORIGIN;
  if (!VERCEL) return `http://localhost:${PORT}`;
  const host = isPreview() ? (VERCEL_BRANCH_URL ?? VERCEL_URL) : VERCEL_PROJECT_PRODUCTION_URL;
  if (!host)
    throw new Error("Vercel's system environment variables are not exposed: switch them on, or set APP_ORIGIN");
  return `https://${host}`;
}

/** The origins that people may sign in at: the deployment's own, and on Vercel its other exact addresses. */
export function trustedOrigins(): string[] {
  const { VERCEL, VERCEL_URL, VERCEL_BRANCH_URL } = env();
  const others = VERCEL ? [VERCEL_URL, VERCEL_BRANCH_URL].flatMap((host) => (host ? `https://${host}` : [])) : [];
  return [...new Set([appOrigin(), ...others])];
}

/**
 * The secret that signs sessions and encrypts signing keys: BETTER_AUTH_SECRET, or one that is made on first
 * start and kept in DATA_DIR with mode 0600. A preview, whose database is a copy of production's, has one of its branch's
 * own, so that no session and no key of one is any good at the other.
 */
export const authSecret = once("auth-secret", () => {
  const { BETTER_AUTH_SECRET, DATA_DIR, VERCEL, VERCEL_GIT_COMMIT_REF, VERCEL_BRANCH_URL, VERCEL_URL } = env();
  if (BETTER_AUTH_SECRET && isPreview()) {
    const branch = VERCEL_GIT_COMMIT_REF ?? VERCEL_BRANCH_URL ?? VERCEL_URL ?? "";
    return createHmac("sha256", BETTER_AUTH_SECRET).update(`preview ${branch}`).digest("base64url");
  }
  if (BETTER_AUTH_SECRET) return BETTER_AUTH_SECRET;
  if (VERCEL) throw new Error("BETTER_AUTH_SECRET is not set");
  const file = path.resolve(DATA_DIR, "secret");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) makeSecret(file);
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < secretMinLength)
    throw new Error(`${file} holds no secret of ${secretMinLength} characters or more`);
  return secret;
});

/** Makes the file with its content at once, so that exactly one of several starting processes makes it. */
function makeSecret(file: string): void {
  const draft = `${file}-${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
