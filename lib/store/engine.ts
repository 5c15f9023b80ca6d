import type { Environment, Signal } from "./environment";
import type { Pause } from "./send";
import type { Sync } from "./sync";

const pollEveryMs = 20_000;
const backoffMinMs = 1_000;
const backoffMaxMs = 60_000;

/** What the engine is at. `isReachable`: whether the last call got through. */
export type EngineState = {
  activity: "idle" | "pulling" | "sending" | "waiting";
  isReachable: boolean;
  isSignedOut: boolean;
};

export type Engine = {
  state(): EngineState;
  start(): void;
  /** There is something to send. */
  wake(): void;
  /** Asks for what has changed, and sends what waits, at once. */
  resume(): void;
  /** Whether a pull is due, which is then taken as done. */
  takePull(): boolean;
  stop(): void;
};

type Parts = {
  sync: Sync;
  environment: Environment;
  /** Brings memory in step with what other tabs have stored. */
  catchUp(): Promise<void>;
  onChange(): void;
};

/**
 * The time after which a failed call is tried again: Retry-After, or a random part of a wait that doubles (full jitter:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). In milliseconds.
 */
export function getDelay(attempt: number, random: number, retryAfterMs?: number): number {
  return retryAfterMs ?? random * Math.min(backoffMaxMs, backoffMinMs * 2 ** attempt);
}

/** What keeps us from reading need not keep us from writing, unless nobody is there, or we were told to wait. */
const mayWriteAfter = (pause: Pause | undefined): boolean =>
  !pause || (pause.kind === "busy" && pause.retryAfterMs === undefined);

/** Decides when to pull and to send: on focus, on reconnect, every 20 s while visible, after an edit, after a wait. */
export function createEngine({ sync, environment, catchUp, onChange }: Parts): Engine {
  let state: EngineState = { activity: "idle", isReachable: true, isSignedOut: false };
  let isPullDue = true;
  let isAgain = false;
  let isRunning = false;
  let isStopped = false;
  // False from the end of a session until somebody may have signed in again.
  let mayTry = true;
  let attempt = 0;
  // Retry-After is the server's word: nothing is sent before.
  let notBefore = 0;
  let stopRetry: (() => void) | undefined;
  let stopPoll: (() => void) | undefined;
  let stopSignals: (() => void) | undefined;

  function update(change: Partial<EngineState>): void {
    const next = { ...state, ...change };
    const isSame = next.activity === state.activity && next.isReachable === state.isReachable;
    if (isSame && next.isSignedOut === state.isSignedOut) return;
    state = next;
    onChange();
  }

  async function runCycle(): Promise<void> {
    if (isStopped) return;
    await catchUp();
    isAgain = false;
    const pullPause = takePull() ? await step("pulling", sync.pull) : undefined;
    const pause = (mayWriteAfter(pullPause) ? await step("sending", sync.drain) : undefined) ?? pullPause;
    if (pause) return wait(pause);
    attempt = 0;
    update({ activity: "idle", isReachable: true, isSignedOut: false });
  }

  async function step(activity: EngineState["activity"], run: () => Promise<Pause | undefined>) {
    if (isStopped || !environment.isOnline()) return undefined;
    update({ activity });
    return run();
  }

  function takePull(): boolean {
    const isDue = isPullDue && environment.isOnline();
    if (isDue) isPullDue = false;
    return isDue;
  }

  function wait(pause: Pause): void {
    // Whatever was interrupted, others may have written meanwhile.
    isPullDue = true;
    if (pause.kind === "signedOut") {
      mayTry = false;
      update({ activity: "idle", isSignedOut: true });
      return;
    }
    const retryAfterMs = pause.kind === "busy" ? pause.retryAfterMs : undefined;
    const delay = getDelay(attempt++, environment.random(), retryAfterMs);
    notBefore = retryAfterMs === undefined ? 0 : environment.now() + retryAfterMs;
    update({ activity: "waiting", isReachable: pause.kind !== "offline" });
    stopRetry = environment.setTimer(() => {
      stopRetry = undefined;
      run();
    }, delay);
  }

  function run(): void {
    isAgain = true;
    if (isRunning || isStopped || stopRetry || !mayTry) return;
    isRunning = true;
    environment
      .withLock(runCycle)
      .catch((error) => {
        // First of all: whatever comes of the report, the next try is not now.
        wait({ kind: "busy" });
        environment.reportError(error);
      })
      .finally(() => {
        isRunning = false;
        if (isAgain && !stopRetry) run();
      });
  }

  function resume(): void {
    isPullDue = true;
    if (environment.now() >= notBefore) {
      stopRetry?.();
      stopRetry = undefined;
      attempt = 0;
    }
    mayTry = true;
    run();
  }

  function hear(signal: Signal): void {
    if (signal === "online" || signal === "focus") resume();
    else onChange();
    poll();
  }

  /** Looks again every 20 s, for as long as somebody looks on. */
  function poll(): void {
    stopPoll?.();
    stopPoll = environment.isVisible() && !isStopped ? environment.setTimer(look, pollEveryMs) : undefined;
  }

  function look(): void {
    isPullDue = true;
    run();
    poll();
  }

  return {
    state: () => state,
    takePull,
    start() {
      stopSignals = environment.onSignal(hear);
      poll();
      run();
    },
    wake: run,
    resume,
    stop() {
      isStopped = true;
      for (const stop of [stopRetry, stopPoll, stopSignals]) stop?.();
    },
  };
}
