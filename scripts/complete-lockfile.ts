import { readFileSync, writeFileSync } from "node:fs";

// npm leaves optional packages of other platforms out of the lockfile when it can't see them at that moment
// (https://github.com/npm/cli/issues/4828), and `npm ci` then refuses the lockfile everywhere. Run it after npm install.

type Package = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];

/** What a platform package runs on, which its name says. */
function readPlatform(name: string): Pick<Package, "os" | "cpu" | "libc"> | undefined {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!cpu || (!os && cpu !== "wasm32")) return undefined;
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : undefined;
  return { cpu: [cpu], ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}

const lockfile: { packages: Record<string, Package> } = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const parent of Object.values(lockfile.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const platform = readPlatform(name);
    if (lockfile.packages[key] || !platform || !/^\d/.test(version)) continue;
    lockfile.packages[key] = { version, ...(parent.dev && { dev: true }), optional: true, ...platform };
  }
}
const [root, ...others] = Object.entries(lockfile.packages);
if (!root) throw new Error("package-lock.json has no packages");
others.sort(([one], [other]) => one.localeCompare(other, "en"));
lockfile.packages = Object.fromEntries([root, ...others]);
writeFileSync("package-lock.json", `${JSON.stringify(lockfile, null, 2)}\n`);
