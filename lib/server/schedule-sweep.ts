import { sweep } from "@/db/sweep";
import { logError } from "@/lib/log";

const firstMs = 60_000;
const everyMs = 3_600_000;
const limitMs = 60_000;

/** Lets old things leave, once an hour while the server runs. Several servers on one database do no harm. Returns its end. */
export function scheduleSweep(): () => void {
  const run = () => {
    sweep(new Date(), limitMs).catch((error: unknown) => logError(error, { event: "sweep" }));
  };
  const timers = [setTimeout(run, firstMs), setInterval(run, everyMs)];
  for (const timer of timers) timer.unref();
  return () => timers.forEach(clearTimeout);
}
