import { logError } from "@/lib/log";

const graceMs = 10_000;

type Step = (graceMs: number) => Promise<void> | void;

/** What is done before the process ends, last added first. */
const steps: Step[] = [];

/** Has something closed when the process is asked to stop. */
export function closeOnExit(step: Step): void {
  steps.unshift(step);
}

/** Runs the steps and ends the process. */
export async function stop(exitCode: number): Promise<never> {
  for (const step of steps) {
    try {
      await step(graceMs);
    } catch (error) {
      logError(error);
      exitCode = 1;
    }
  }
  process.exit(exitCode);
}

/** Stops in order on SIGTERM and SIGINT; at the second one, at once. */
export function handleSignals(): void {
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void stop(0);
    });
  }
}

const logException = (error: unknown) => logError(error, { event: "uncaughtException" });
const logRejection = (error: unknown) => logError(error, { event: "unhandledRejection" });

/** Logs what nobody caught, without messages, and goes on as `next start` does: one request's bug is not the others'. */
export function logUncaught(): void {
  // Next prints whatever was thrown, and adds the listener that does so again with every page, unless it finds one here.
  Reflect.set(globalThis, Symbol.for("next.unhandledRejectionListener"), logRejection);
  process.removeAllListeners("uncaughtException").on("uncaughtException", logException);
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", logRejection);
}

/** The few lines that tell an operator why the server did not start. */
export function explainStartError(error: unknown): string {
  const root = findRoot(error);
  if (!(root instanceof Error)) return "The server could not start.";
  const code = "code" in root && typeof root.code === "string" ? root.code : root.name;
  return root.message || code;
}

function findRoot(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return findRoot(error.errors[0]);
  return error instanceof Error && error.cause instanceof Error ? findRoot(error.cause) : error;
}
