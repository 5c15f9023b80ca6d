import type { Delta } from "./persistence";

/** What tabs of one device tell each other. */
export type Message =
  /** `elsewhere`: the tasks that another device changed. */
  | { type: "wrote"; delta: Delta; elsewhere: readonly string[] }
  | { type: "cleared" }
  /** The tab that has the lock did not get through. Moments are in milliseconds since the epoch. */
  | {
      type: "waiting";
      isReachable: boolean;
      isPartial: boolean;
      attempt: number;
      waitsUntil: number;
      notBefore: number;
    }
  /** It has got through again. */
  | { type: "reached" }
  /** Somebody looks at the tab: it wants to try at once. */
  | { type: "resume" };

/** What happens around the store. `focus`: somebody looks again. */
export type Signal = "online" | "offline" | "focus" | "hidden";

/** Everything that is not the store's own: the browser, or a test. */
export type Environment = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** A UUID that sorts by time. */
  makeId(): string;
  /** Runs once, later; returns what stops it. */
  setTimer(run: () => void, delayMs: number): () => void;
  /** Runs when no other tab of the device does. */
  withLock(run: () => Promise<void>): Promise<void>;
  /** Tells the other tabs. */
  post(message: Message): void;
  /** Hears the other tabs; returns what stops it. */
  onMessage(listener: (message: Message) => void): () => void;
  isOnline(): boolean;
  isVisible(): boolean;
  onSignal(listener: (signal: Signal) => void): () => void;
  /** Takes an error that nobody foresaw. */
  reportError(error: unknown): void;
};
