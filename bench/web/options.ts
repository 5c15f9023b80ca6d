import { parseArgs } from "node:util";
import { choose, readNumber } from "../options";

const parts = ["bundle", "lighthouse", "events"] as const;

export type Options = {
  parts: readonly (typeof parts)[number][];
  /** How often Lighthouse looks at each page, of which the median counts, and how often the app is used. */
  runs: number;
  /** How many tasks the person of each Event Timing run has. */
  taskCounts: readonly number[];
  markdown: string | undefined;
};

export const usage = `npm run bench:web -- [options]
  --only=bundle,events  some of ${parts.join(", ")}
  --runs=3              how often Lighthouse looks at each page, and the app is used
  --tasks=1000,10000    how many tasks to have for Event Timing
  --markdown=<file>`;

/** Reads the command line. Throws an Error whose message is for whoever typed it. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      runs: { type: "string", default: "3" },
      tasks: { type: "string", default: "1000,10000" },
      markdown: { type: "string" },
    },
  });
  return {
    parts: choose(values.only, parts),
    runs: readNumber(values.runs, 1),
    taskCounts: values.tasks.split(",").map((text) => readNumber(text, 100)),
    markdown: values.markdown,
  };
}
