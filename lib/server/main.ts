import path from "node:path";
import nextEnv from "@next/env";
import { explainStartError, handleSignals, logUncaught, stop } from "./lifecycle";

// Everything is found from the project's folder, wherever the server is started from.
process.chdir(path.dirname(import.meta.dirname));
// Next's type has it read-only.
Object.assign(process.env, { NODE_ENV: "production", NEXT_MANUAL_SIG_HANDLE: "true" });
nextEnv.loadEnvConfig(process.cwd());
logUncaught();
handleSignals();

try {
  // Not before the environment is complete: libraries read it while they load. And before Next, whose spans it takes.
  const { register } = await import("@/instrumentation");
  await register();
  const { start } = await import("./start");
  await start();
} catch (error) {
  console.error(explainStartError(error));
  await stop(1);
}
