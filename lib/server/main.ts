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
  // Of 0 is made a port before anybody reads the environment, which is read once.
  const { reservePort } = await import("./http-server");
  if (process.env.PORT === "0") process.env.PORT = String(await reservePort(0, process.env.HOST || undefined));
  // Not before the environment is complete: libraries read it while they load. And before Next, whose spans it takes.
  const { prepareProcess } = await import("@/lib/prepare-process");
  await prepareProcess();
  const { start } = await import("./start");
  await start();
} catch (error) {
  // Not through the console, which says nothing but lines of the log.
  process.stderr.write(`${explainStartError(error)}\n`);
  await stop(1);
}
