import { spawn } from "node:child_process";
import path from "node:path";
import { isBuilt } from "./stamp.mjs";

process.chdir(path.dirname(import.meta.dirname));

// https://nodejs.org/en/about/previous-releases
const maintainedMin = 22;
const [major] = process.versions.node.split(".");
if (Number(major) < maintainedMin) {
  console.error(`Node ${major} has had no security fixes since April 2026. Tend runs on it, but use Node 24.`);
}

if (!isBuilt()) {
  try {
    import.meta.resolve("tsx");
  } catch {
    console.error("There is no build of this version, and no tools to make one. Run npm ci and npm run build first.");
    process.exit(1);
  }
  console.log("Building…");
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/build.ts"], { stdio: "inherit" });
  const handlers = ["SIGTERM", "SIGINT"].map((signal) => {
    const forward = () => child.kill(signal);
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  for (const remove of handlers) remove();
  if (code !== 0) process.exit(1);
}

await import("../dist/server.mjs");
