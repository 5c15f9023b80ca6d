import { logError } from "@/lib/log";

const firstMs = 60_000;
const everyMs = 3_600_000;

/** Does something a minute after the start and every hour from then on. A failure is logged. Returns its end. */
export function repeatHourly(event: string, work: () => Promise<unknown>): () => void {
  const run = () => {
    work().catch((error: unknown) => logError(error, { event }));
  };
  const timers = [setTimeout(run, firstMs), setInterval(run, everyMs)];
  for (const timer of timers) timer.unref();
  return () => timers.forEach(clearTimeout);
}
