type Step = () => Promise<void> | void;

const steps: Step[] = [];

/** Has something stopped or removed at the end, however that comes. The last added goes first. */
export function onEnd(step: Step): void {
  steps.unshift(step);
}

let cleaning: Promise<void> | undefined;

/** Runs what `onEnd` was given, once; whoever comes second waits for the first. */
export function cleanUp(): Promise<void> {
  cleaning ??= runSteps();
  return cleaning;
}

async function runSteps(): Promise<void> {
  for (let step = steps.shift(); step; step = steps.shift()) {
    try {
      await step();
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    }
  }
}

/** Cleans up when the bench is interrupted. */
export function handleSignals(): void {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
  ] as const) {
    process.once(signal, async () => {
      process.exitCode = 128 + number;
      await cleanUp();
      process.exit();
    });
  }
}
