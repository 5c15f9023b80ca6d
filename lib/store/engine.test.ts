import { describe, expect, test } from "vitest";
import { getDelay } from "./backoff";
import { createEngine } from "./engine";
import type { Environment, Signal } from "./environment";
import type { Pause } from "./send";

/** An engine on a clock that the test moves, and a server that answers what the test says. */
function start(answers: { pull?: (Pause | undefined)[]; drain?: (Pause | undefined)[] } = {}, random = () => 0.5) {
  const world = { now: 0, isOnline: true, isVisible: true, calls: [] as string[] };
  const timers = new Map<() => void, number>();
  let signal = (_: Signal) => {};
  let hear = () => {};
  const environment: Environment = {
    now: () => world.now,
    random,
    makeId: () => "id",
    setTimer(run, delayMs) {
      timers.set(run, world.now + delayMs);
      return () => timers.delete(run);
    },
    withLock: (run) => run(),
    post: () => {},
    onMessage: () => () => {},
    isOnline: () => world.isOnline,
    isVisible: () => world.isVisible,
    onSignal(listener) {
      signal = listener;
      return () => {};
    },
    reportError: (error) => {
      throw error;
    },
  };
  const call = (name: "pull" | "drain") => async () => {
    world.calls.push(name);
    hear();
    return answers[name]?.shift();
  };
  const sync = { pull: call("pull"), drain: call("drain") };
  const engine = createEngine({ sync, environment, catchUp: async () => {}, onChange: () => {} });
  const settle = () => new Promise(setImmediate);
  engine.start();
  return {
    engine,
    world,
    onCall(listener: () => void) {
      hear = listener;
    },
    /** Calls since the last time it was asked. */
    async read() {
      await settle();
      return world.calls.splice(0).join(" ");
    },
    async pass(ms: number) {
      await settle();
      const until = world.now + ms;
      for (;;) {
        const [next] = [...timers].filter(([, at]) => at <= until).sort(([, one], [, other]) => one - other);
        if (!next) break;
        timers.delete(next[0]);
        world.now = next[1];
        next[0]();
        await settle();
      }
      world.now = until;
    },
    async send(given: Signal) {
      await settle();
      signal(given);
    },
  };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const offline: Pause = { kind: "offline" };
const busy: Pause = { kind: "busy" };

describe("the engine", () => {
  test("reads what has changed, and then sends", async () => {
    expect(await start().read()).toBe("pull drain");
  });

  test("after an edit only sends", async () => {
    const { engine, read } = start();
    await read();
    engine.wake();
    expect(await read()).toBe("drain");
  });

  test("looks for changes on focus, on reconnect, and every 20 s while visible", async () => {
    const { world, read, pass, send } = start();
    await read();
    await pass(19_999);
    expect(await read()).toBe("");
    await pass(1);
    expect(await read()).toBe("pull drain");
    await pass(20_000);
    expect(await read()).toBe("pull drain");
    world.isVisible = false;
    await send("hidden");
    await pass(100_000);
    expect(await read()).toBe("");
    world.isVisible = true;
    await send("focus");
    expect(await read()).toBe("pull drain");
    await send("online");
    expect(await read()).toBe("pull drain");
  });

  test("asks nobody while the browser is offline", async () => {
    const { engine, world, read, pass, send } = start();
    await read();
    world.isOnline = false;
    await send("offline");
    engine.wake();
    await pass(60_000);
    expect(await read()).toBe("");
    world.isOnline = true;
    await send("online");
    expect(await read()).toBe("pull drain");
  });

  test("waits longer after each failure, up to a minute, and starts over after a success", async () => {
    const failures = new Array(9).fill(offline);
    const { read, pass, engine } = start({ pull: failures }, () => 0.999999);
    await read();
    const waits: number[] = [];
    for (let waited = 0; waits.length < 8; waited += 500) {
      await pass(500);
      if ((await read()) === "") continue;
      waits.push(Math.round((waited + 500) / 1000));
      waited = -500;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(engine.state()).toMatchObject({ activity: "waiting", isReachable: false });
    await pass(60_000);
    expect(await read()).toContain("pull drain");
    expect(engine.state()).toMatchObject({ activity: "idle", isReachable: true });
  });

  test("spreads its tries over the whole wait", () => {
    expect([0, 0.5, 1].map((random) => getDelay(3, random))).toEqual([0, 4_000, 8_000]);
    expect(getDelay(30, 1)).toBe(60_000);
    expect([0, 0.5, 1].map((random) => getDelay(3, random, 7_000))).toEqual([7_000, 11_000, 15_000]);
  });

  test("does as Retry-After says, whoever looks, and not all at once then", async () => {
    const { engine, read, pass, send } = start({ drain: [{ kind: "busy", retryAfterMs: 15_000 }] });
    expect(await read()).toBe("pull drain");
    engine.wake();
    await send("focus");
    await pass(15_499);
    expect(await read()).toBe("");
    await pass(1);
    expect(await read()).toBe("pull drain");
  });

  test("waits longer after each Retry-After, so that devices behind one outage do not come in step", async () => {
    const minutes = 3;
    const times: number[] = [];
    const devices = Array.from({ length: 200 }, (_, seed) => {
      const busy: Pause = { kind: "busy", retryAfterMs: 1_000 };
      return start({ pull: new Array(400).fill(busy) }, makeRandom(seed + 1));
    });
    for (const device of devices) {
      device.onCall(() => times.push(device.world.now));
      await device.pass(minutes * 60_000);
    }
    // Together they ask less and less, and in no second much more than in another.
    const perSecond = new Array<number>(minutes * 60).fill(0);
    for (const at of times) perSecond[Math.floor(at / 1000)] = (perSecond[Math.floor(at / 1000)] ?? 0) + 1;
    expect(times.length).toBeLessThan(200 * 20);
    expect(Math.max(...perSecond.slice(10, 60))).toBeLessThan(50);
    expect(Math.max(...perSecond.slice(60))).toBeLessThan(25);
  });

  test("tries at once when somebody looks, or the network is back", async () => {
    const { read, pass, send } = start({ pull: [offline, offline] }, () => 1);
    expect(await read()).toBe("pull");
    await pass(10);
    await send("online");
    expect(await read()).toBe("pull");
    await send("focus");
    expect(await read()).toBe("pull drain");
  });

  test("writes even if it can't read, unless it was told to wait", async () => {
    expect(await start({ pull: [busy] }).read()).toBe("pull drain");
    expect(await start({ pull: [{ kind: "busy", retryAfterMs: 1 }] }).read()).toBe("pull");
    expect(await start({ pull: [offline] }).read()).toBe("pull");
  });

  test("once the session is over waits until somebody may have signed in", async () => {
    const { engine, read, pass, send } = start({ pull: [{ kind: "signedOut" }, { kind: "signedOut" }] });
    expect(await read()).toBe("pull");
    expect(engine.state().isSignedOut).toBe(true);
    engine.wake();
    await pass(15_000);
    expect(await read()).toBe("");
    await send("focus");
    expect(await read()).toBe("pull");
    expect(engine.state().isSignedOut).toBe(true);
    engine.resume();
    expect(await read()).toBe("pull drain");
    expect(engine.state().isSignedOut).toBe(false);
  });

  test("stops", async () => {
    const { engine, read, pass } = start();
    await read();
    engine.stop();
    engine.wake();
    await pass(60_000);
    expect(await read()).toBe("");
  });
});
