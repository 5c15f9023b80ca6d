type Driver = "pglite" | "pg" | "neon-http";

/** How many runs of a property the worker's driver can afford. `TEST_RUNS` multiplies them, to search longer. */
export function runsFor(runs: Record<Driver, number>): number {
  const driver = process.env.TEST_DRIVER as Driver; // vitest.config.ts sets it to one of the three
  return runs[driver] * Number(process.env.TEST_RUNS ?? 1);
}
