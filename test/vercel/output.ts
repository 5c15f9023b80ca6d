import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

// Vercel's Build Output, version 3: https://vercel.com/docs/build-output-api

const condition = z.strictObject({ type: z.literal("header"), key: z.string(), value: z.string().optional() });

const route = z.strictObject({
  src: z.string(),
  dest: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  status: z.number().optional(),
  continue: z.boolean().optional(),
  check: z.boolean().optional(),
  important: z.boolean().optional(),
  override: z.boolean().optional(),
  has: z.array(condition).optional(),
  missing: z.array(condition).optional(),
  middlewarePath: z.string().optional(),
  middlewareRawSrc: z.array(z.string()).optional(),
});
const handle = z.strictObject({
  handle: z.enum(["filesystem", "resource", "miss", "rewrite", "hit", "error"]),
});

const configSchema = z.strictObject({
  version: z.literal(3),
  routes: z.array(z.union([handle, route])),
  overrides: z.record(z.string(), z.strictObject({ path: z.string().optional(), contentType: z.string().optional() })),
  framework: z.strictObject({ slug: z.literal("nextjs"), version: z.string() }),
  crons: z.array(z.strictObject({ path: z.string(), schedule: z.string() })),
});

const functionSchema = z.looseObject({
  handler: z.string(),
  runtime: z.string(),
  architecture: z.string(),
  launcherType: z.literal("Nodejs"),
  environment: z.record(z.string(), z.string()),
  shouldAddHelpers: z.literal(false),
  maxDuration: z.number().optional(),
  memory: z.number().optional(),
  regions: z.array(z.string()).optional(),
  /** Whether the handler takes a Request, as middleware does, and not Node's. */
  useWebApi: z.boolean().optional(),
});

export type Route = z.infer<typeof route>;
type Phase = z.infer<typeof handle>["handle"] | "first";
export type FunctionConfig = z.infer<typeof functionSchema>;

export type Output = {
  /** Every file, relative to the output. */
  files: string[];
  phases: Record<Phase, Route[]>;
  crons: { path: string; schedule: string }[];
  /** Path → the folder of its function, which several paths may share. */
  functions: Map<string, string>;
  /** Path → file and content type, where it is not the one of the name. */
  statics: Map<string, { file: string; contentType?: string | undefined }>;
};

/** The path that a file or function of the output answers at. */
const toPath = (name: string) => `/${name === "index" ? "" : name}`;

/** Reads what `vercel build` has written. Throws for whatever this reading would get wrong. */
export function readOutput(folder: string): Output {
  const config = configSchema.parse(JSON.parse(readFileSync(path.join(folder, "config.json"), "utf8")));
  const phases: Output["phases"] = {
    first: [],
    filesystem: [],
    resource: [],
    miss: [],
    rewrite: [],
    hit: [],
    error: [],
  };
  let phase: Phase = "first";
  for (const entry of config.routes) {
    if ("handle" in entry) phase = entry.handle;
    else phases[phase].push(entry);
  }
  const statics: Output["statics"] = new Map();
  for (const file of listFiles(path.join(folder, "static"))) {
    const { path: renamed, contentType } = config.overrides[file] ?? {};
    statics.set(toPath(renamed ?? file), { file: path.join(folder, "static", file), contentType });
  }
  const functions: Output["functions"] = new Map();
  for (const name of listFunctions(path.join(folder, "functions"))) {
    functions.set(toPath(name), realpathSync(path.join(folder, "functions", `${name}.func`)));
  }
  return { files: listFiles(folder), phases, crons: config.crons, functions, statics };
}

/** What Vercel is told about the function in a folder. */
export function readFunction(folder: string): FunctionConfig {
  return functionSchema.parse(JSON.parse(readFileSync(path.join(folder, ".vc-config.json"), "utf8")));
}

/** The files of a folder and below, relative to it; what a link leads to is somebody else's. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    lstatSync(path.join(folder, name)).isFile(),
  );
}

/** Bytes of the files of a folder. */
export function measure(folder: string): number {
  return listFiles(folder).reduce((bytes, name) => bytes + statSync(path.join(folder, name)).size, 0);
}

/** Names of the functions below a folder, without `.func`; nothing inside one is another. */
function listFunctions(folder: string, prefix = ""): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = `${prefix}${entry.name}`;
    if (name.endsWith(".func")) return name.slice(0, -".func".length);
    return entry.isDirectory() ? listFunctions(folder, `${name}/`) : [];
  });
}
