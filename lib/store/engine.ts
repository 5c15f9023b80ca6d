import { getDelay } from "./backoff";
import type { Environment, Message, Signal } from "./environment";
import type { Pause } from "./send";
import type { Sync } from "./sync";

const pollEveryMs = 20_000;

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
  // When it is tried again, in this tab or in the one that has the lock.
  let waitsUntil = 0;
  // Retry-After is the server's word: nothing is sent before, whoever looks.
  let notBefore = 0;
  // Only some tasks wait: what is written to others goes at once.
  let isPartial = false;
  // Somebody looks: what waits is tried at once.
  let isWanted = false;
  let endWait: ((isTurn: boolean) => void) | undefined;
  let stopPoll: (() => void) | undefined;
  const stops: (() => void)[] = [];

  function update(change: Partial<EngineState>): void {
    const next = { ...state, ...change };
    const isSame = next.activity === state.activity && next.isReachable === state.isReachable;
    if (isSame && next.isSignedOut === state.isSignedOut) return;
    state = next;
    onChange();
  }

  function run(): void {
    isAgain = true;
    if (!isRunning) void work();
  }

  async function work(): Promise<void> {
    isRunning = true;
    while (isAgain && mayTry && !isStopped) {
      await environment.withLock(runCycle).catch(fail);
      if (isDue()) continue;
      isAgain = true;
      await waitForTurn();
    }
    isRunning = false;
  }

  function fail(error: unknown): void {
    // First of all: whatever comes of the report, the next try is not now.
    postpone({ kind: "busy" });
    environment.reportError(error);
  }

  /**
   * Tries until it gets through. It keeps the lock while it waits, so that of all tabs one tries again; but a tab that
   * nobody sees may be put to sleep, and then nobody else would get it.
   */
  async function runCycle(): Promise<void> {
    while (isDue() || (environment.isVisible() && (await waitForTurn()))) {
      const pause = await tryOnce();
      if (!pause || pause.kind === "signedOut") return pause ? endSession() : recover();
      postpone(pause);
    }
  }

  async function tryOnce(): Promise<Pause | undefined> {
    isWanted = false;
    if (isStopped) return undefined;
    await catchUp();
    isAgain = false;
    const pullPause = takePull() ? await step("pulling", sync.pull) : undefined;
    return (mayWriteAfter(pullPause) ? await step("sending", sync.drain) : undefined) ?? pullPause;
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

  const isDue = () => isStopped || isWanted || environment.now() >= waitsUntil;

  /** Resolves when the wait is over: false if it is for another tab to go on. */
  function waitForTurn(): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isTurn: boolean) => {
        endWait = undefined;
        stopTimer();
        resolve(isTurn && !isStopped);
      };
      const stopTimer = environment.setTimer(() => end(true), waitsUntil - environment.now());
      endWait = end;
    });
  }

  function postpone(pause: Pause): void {
    // Whatever was interrupted, others may have written meanwhile.
    isPullDue = true;
    const { retryAfterMs, isForeign, isPartial: isSome } = pause.kind === "busy" ? pause : {};
    isPartial = isSome === true;
    isWanted = isPartial && isAgain;
    const now = environment.now();
    notBefore = now + (isForeign ? 0 : (retryAfterMs ?? 0));
    waitsUntil = now + getDelay(attempt++, environment.random(), retryAfterMs);
    update({ activity: "waiting", isReachable: pause.kind !== "offline" });
    tellWaiting();
  }

  const tellWaiting = () =>
    environment.post({ type: "waiting", isReachable: state.isReachable, isPartial, attempt, waitsUntil, notBefore });

  function forgetWait(): void {
    [attempt, waitsUntil, notBefore] = [0, 0, 0];
    isPartial = false;
  }

  function recover(): void {
    if (isStopped) return;
    if (attempt > 0) environment.post({ type: "reached" });
    forgetWait();
    update({ activity: "idle", isReachable: true, isSignedOut: false });
  }

  function endSession(): void {
    mayTry = false;
    isPullDue = true;
    forgetWait();
    update({ activity: "idle", isSignedOut: true });
  }

  function resume(): void {
    isPullDue = true;
    mayTry = true;
    tryNow();
    run();
  }

  function wake(): void {
    if (isPartial) tryNow();
    run();
  }

  /** Ends the wait, in this tab or in the one that has the lock. */
  function tryNow(): void {
    if (want() && endWait) endWait(true);
    else environment.post({ type: "resume" });
  }

  /** Whichever tab has the lock next tries at once, unless the server has asked for patience. */
  function want(): boolean {
    isWanted = environment.now() >= notBefore;
    if (isWanted) attempt = 0;
    return isWanted;
  }

  function hear(signal: Signal): void {
    if (signal === "online" || signal === "focus") resume();
    else onChange();
    if (signal === "hidden") endWait?.(false);
    poll();
  }

  /** Hears how the tab that has the lock fares, and makes way for one in which somebody looks. */
  function hearTab(message: Message): void {
    if (message.type === "waiting") {
      ({ isPartial, attempt, waitsUntil, notBefore } = message);
      isWanted = false;
      update({ activity: "waiting", isReachable: message.isReachable });
    }
    if (message.type === "reached") {
      forgetWait();
      update({ activity: "idle", isReachable: true });
      endWait?.(true);
    }
    if (message.type === "resume") {
      if (want()) endWait?.(false);
      else if (endWait) tellWaiting();
    }
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
      stops.push(environment.onSignal(hear), environment.onMessage(hearTab));
      poll();
      resume();
    },
    wake,
    resume,
    stop() {
      isStopped = true;
      endWait?.(false);
      stopPoll?.();
      for (const stop of stops) stop();
    },
  };
}
