import { getDelay } from "./backoff";
import type { Engine, EngineState } from "./engine";
import type { Environment } from "./environment";

// By then a try is made every 16 s at most: what is asked for is small, and nothing works without it.
const lastAttempt = 4;
const asleep: EngineState = { activity: "idle", isReachable: true, isSignedOut: false };

type LazyEngine = Pick<Engine, "state" | "wake" | "resume" | "stop"> & { start(): Promise<void> };

/**
 * An engine that comes after the first paint, which does without it. Nothing that is asked of it before is lost: it pulls
 * and sends when it starts. What can't be loaded, without a network say, is asked for again.
 */
export function createLazyEngine(
  load: () => Promise<Engine>,
  { setTimer, random }: Pick<Environment, "setTimer" | "random">,
): LazyEngine {
  let attempt = 0;
  let engine: Engine | undefined;
  let isStopped = false;
  let stopRetry: (() => void) | undefined;

  async function start(): Promise<void> {
    try {
      engine ??= await load();
    } catch {
      if (!isStopped) stopRetry = setTimer(start, getDelay(Math.min(attempt++, lastAttempt), random()));
      return;
    }
    if (!isStopped) engine.start();
  }

  return {
    start,
    state: () => engine?.state() ?? asleep,
    wake: () => engine?.wake(),
    resume: () => engine?.resume(),
    stop() {
      isStopped = true;
      stopRetry?.();
      engine?.stop();
    },
  };
}
