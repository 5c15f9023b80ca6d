import { guardConsole } from "./console-guard";
import { isTracingWanted } from "./env";
import { getTracing } from "./tracing";

/** Keeps what errors say out of what a server prints, and starts OpenTelemetry, once, where its variables ask for it. */
export async function prepareProcess(): Promise<void> {
  if (process.env.NODE_ENV === "production") guardConsole();
  if (getTracing() || !isWanted()) return;
  const { startTracing } = await import("./open-telemetry");
  startTracing();
}

/** An environment that can't be read is for those to say who need it: a page that needs none is no worse for it. */
function isWanted(): boolean {
  try {
    return isTracingWanted();
  } catch {
    return false;
  }
}
