import { v7 as uuidv7 } from "uuid";
import type { Environment, Message, Signal } from "./environment";
import { createMemoryPersistence, type Persistence, type Stored } from "./persistence";
import { createStore, type Page, type Store } from "./store";

/** A person's store in this browser. Nothing happens until it is started, so that a server can make one too. */
export function createBrowserStore(userId: string, page?: Page): Store {
  return createStore({
    openClient: async () => (await import("./api")).createClient(userId),
    environment: createBrowserEnvironment(userId),
    openPersistence: (...tab) => openDisk(userId, ...tab),
    ...(page && { page }),
  });
}

/** What the device keeps. The first paint does without it, so it is a chunk of its own. */
async function openDisk(userId: string, onCleared: () => void, readTab: () => Stored): Promise<Persistence> {
  const disk = await import("./open-persistence").catch(() => undefined);
  return disk ? disk.openPersistence(userId, onCleared, readTab) : createMemoryPersistence();
}

/** Everything around the store, as the browser has it. */
function createBrowserEnvironment(userId: string): Environment {
  const name = `tend-${userId}`;
  let channel: BroadcastChannel | undefined;
  const open = () => {
    channel ??= new BroadcastChannel(name);
    return channel;
  };
  return {
    now: Date.now,
    random: Math.random,
    makeId: () => uuidv7(),
    setTimer(run, delayMs) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    // Where there are no locks (plain HTTP on a local network), two tabs may send the same thing, which does no harm.
    withLock: async (run) => (navigator.locks ? await navigator.locks.request(name, run) : await run()),
    post: (message) => open().postMessage(message),
    onMessage(listener) {
      const hear = ({ data }: MessageEvent<Message>) => listener(data);
      open().addEventListener("message", hear);
      return () => open().removeEventListener("message", hear);
    },
    isOnline: () => typeof window === "undefined" || navigator.onLine,
    isVisible: () => document.visibilityState === "visible",
    onSignal,
    reportError: (error) => reportError(error),
  };
}

/** Hears of what happens to the page. */
function onSignal(listener: (signal: Signal) => void): () => void {
  const controller = new AbortController();
  const on = (target: EventTarget, type: string, signal: () => Signal) =>
    target.addEventListener(type, () => listener(signal()), { signal: controller.signal });
  on(window, "online", () => "online");
  on(window, "offline", () => "offline");
  on(window, "focus", () => "focus");
  // Back from the back-forward cache, where no message arrives.
  on(window, "pageshow", () => "focus");
  on(document, "visibilitychange", () => (document.visibilityState === "visible" ? "focus" : "hidden"));
  return () => controller.abort();
}
