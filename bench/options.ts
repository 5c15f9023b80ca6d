import { parseArgs } from "node:util";
import { type OperationName, operations } from "./floor/plan";

const parts = ["small", "person", "crowd", "large", "memory"] as const;
const doors = ["front", "next"] as const;
type Part = (typeof parts)[number];
type Door = (typeof doors)[number];

export type Options = {
  operations: readonly OperationName[];
  parts: readonly Part[];
  doors: readonly Door[];
  connections: readonly number[];
  rounds: number;
  /** Seconds of one round of one server, and of warming it up before. */
  seconds: number;
  warmUpSeconds: number;
  /** People who write at the same time; each has a revision counter, and so a lock, of his own. */
  writers: number;
  poolMax: number;
  memoryRequests: number;
  /** The node binary that every measured server runs on; undefined for the one that runs the bench. */
  node: string | undefined;
  usesNode24: boolean;
  json: string | undefined;
  markdown: string | undefined;
  /** A folder for a CPU profile of each server. */
  profile: string | undefined;
};

export const usage = `npm run bench -- [options]
  --quick               short rounds, for working on the bench itself: its numbers mean little
  --only=list,get       some of ${operations.join(", ")}
  --parts=small,large   some of ${parts.join(", ")}
  --doors=front         some of ${doors.join(", ")}
  --connections=1,32    numbers of connections
  --rounds=5 --seconds=4 --warm-up=3
  --writers=32          people who write at the same time (each has a lock of his own)
  --pool=10             DATABASE_POOL_MAX of every server
  --memory-requests=100000
  --node=<path>         run every server on another Node
  --node24              the same with Node 24, taken from npm
  --json=<file> --markdown=<file>
  --profile=<folder>    write a CPU profile of each server`;

/** Reads the command line. Throws an Error whose message is for whoever typed it. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      parts: { type: "string" },
      doors: { type: "string" },
      connections: { type: "string" },
      rounds: { type: "string" },
      seconds: { type: "string" },
      "warm-up": { type: "string" },
      writers: { type: "string" },
      pool: { type: "string" },
      "memory-requests": { type: "string" },
      node: { type: "string" },
      node24: { type: "boolean", default: false },
      json: { type: "string" },
      markdown: { type: "string" },
      profile: { type: "string" },
    },
  });
  const { quick } = values;
  return {
    operations: choose(values.only, operations),
    parts: choose(values.parts, parts),
    doors: choose(values.doors, doors),
    connections: (values.connections ?? "1,32").split(",").map((text) => readNumber(text, 1)),
    rounds: readNumber(values.rounds ?? (quick ? "3" : "5"), 1),
    seconds: readNumber(values.seconds ?? (quick ? "0.8" : "4"), 0.2),
    warmUpSeconds: readNumber(values["warm-up"] ?? (quick ? "0.8" : "3"), 0),
    writers: readNumber(values.writers ?? "32", 1),
    poolMax: readNumber(values.pool ?? "10", 1),
    memoryRequests: readNumber(values["memory-requests"] ?? (quick ? "20000" : "100000"), 10),
    node: values.node,
    usesNode24: values.node24,
    json: values.json,
    markdown: values.markdown,
    profile: values.profile,
  };
}

export function choose<T extends string>(given: string | undefined, known: readonly T[]): readonly T[] {
  if (given === undefined) return known;
  const names = given.split(",");
  const strange = names.find((name) => !known.some((one) => one === name));
  if (strange !== undefined) throw new Error(`${strange} is none of ${known.join(", ")}`);
  return known.filter((name) => names.includes(name));
}

export function readNumber(text: string, min: number): number {
  const number = Number(text);
  if (!(number >= min)) throw new Error(`${text} must be a number of at least ${min}`);
  return number;
}
