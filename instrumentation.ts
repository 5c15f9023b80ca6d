import { isTracingWanted } from "@/lib/env";
import { getTracing } from "@/lib/tracing";

/** Next's convention, which the front door calls too: starts OpenTelemetry, once, where its variables ask for it. */
export async function register(): Promise<void> {
  if (!isTracingWanted() || getTracing()) return;
  const { startTracing } = await import("@/lib/open-telemetry");
  startTracing();
}
