import { isNativeError } from "node:util/types";
import { logError, logNowAndThen } from "./log";
import { once } from "./once";

/** Logs an error that a page, or Next itself, ended with. */
function logPageError(error: Error): void {
  const isOutage = "code" in error && error.code === "unavailable";
  const log = isOutage ? logNowAndThen : logError;
  log(error, { event: "page" });
}

function printWarning({ name, message }: Error): void {
  process.stderr.write(`${name}: ${message}\n`);
}

/**
 * Has every error that Next prints be one line of our log. Next prints it whole and has no setting for it, and what it says
 * without an error may quote a request: of that, only where it was said is logged. Once in the process.
 *
 * Node's own printer of warnings uses the console, too. Warnings are for the operator and quote nobody, so they are printed
 * past it.
 */
export const guardConsole = once("console-guard", () => {
  process.removeAllListeners("warning").on("warning", printWarning);
  console.error = (...values: unknown[]) => {
    logPageError(values.find((value) => isNativeError(value)) ?? new Error("said without an error"));
  };
});
