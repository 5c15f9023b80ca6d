import { isTracingWanted } from "@/lib/env";
import { getTracing } from "@/lib/tracing";

/** Next's convention, which the front door calls too: starts OpenTelemetry, once, where its variables ask for it. */
export async function register(): Promise<void> {
  if (getTracing() || !isWanted()) return;
  const { startTracing } = await import("@/lib/open-telemetry");
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
