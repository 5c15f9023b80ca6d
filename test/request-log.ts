import type { RequestFields } from "@/lib/log";
import { forget, once } from "@/lib/once";

/** A line that is about a request, as it is written. */
export type RequestLine = RequestFields & { level: number; time: string; msg: string };

/** The fields of such a line, and there are no others. */
export const requestLineKeys = [
  ...["level", "time", "requestId", "route", "method", "status", "durationMs", "statements", "msg"],
];

/** Runs, and returns what was logged about requests meanwhile. */
export async function recordRequests(run: () => Promise<unknown>): Promise<RequestLine[]> {
  const lines: RequestLine[] = [];
  forget("request-lines");
  once("request-lines", () => ({ write: (line: string) => lines.push(JSON.parse(line)) }))();
  try {
    await run();
  } finally {
    forget("request-lines");
  }
  return lines;
}

/** The lines that are about requests, of all that a server has printed. */
export function readRequestLines(output: string): RequestLine[] {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "request");
}
