// Here already, as in a browser that has been here before: the store fetches them when it starts.
import "@/lib/store/engine";
import "@/lib/store/sync";
import { createClient } from "@/lib/store/api";
import type { Environment, Message, Signal } from "@/lib/store/environment";
import { createMemoryPersistence, type Persistence } from "@/lib/store/persistence";
import { createStore, type Page, type Store } from "@/lib/store/store";
import { type CallAnswer, call as callRoute, type Person } from "@/test/api";
import { forgeToken, inSeconds } from "@/test/tokens";
import { answer, type Fate, turnBack } from "./fates";
import type { ServerLog } from "./log";

/** Something that a tab waits for. Nothing happens to it until the test says so. */
type Effect = { tab: Tab | undefined; queue: string; run(fate: Fate): Promise<void> };

/** One browser: its storage, its lock, its tabs. */
export type Device = {
  name: string;
  storage: Persistence;
  tabs: Tab[];
  isOnline: boolean;
  hasSession: boolean;
  hasStaleToken: boolean;
  /** By how much its clock is ahead. */
  skewMs: number;
  lock: { holder: Tab | undefined; waiting: { tab: Tab; run: () => Promise<void> }[] };
};

export type Tab = {
  device: Device;
  name: string;
  store: Store;
  isAlive: boolean;
  isVisible: boolean;
  /** How many reads and writes of the storage it has asked for, and when each was done. */
  asked: number;
  done: Map<number, number>;
  signal(signal: Signal): void;
  hear(message: Message): void;
};

type Timer = { tab: Tab; at: number; run: () => void };

/** Devices, a clock that stands still, and everything that is under way between them. */
export class World {
  readonly devices: Device[] = [];
  readonly person: Person;
  readonly log: ServerLog;
  now: number;
  #effects: Effect[] = [];
  #timers: Timer[] = [];
  #count = 0;
  errors: unknown[] = [];
  /** Hears of every request. */
  trace?: (line: string) => void;
  /** Answers in place of the server, if it returns something. */
  intercept?: ((method: string, url: string, body: unknown) => Response | undefined) | undefined;
  /** What a proxy makes of the server's answers. */
  changeAnswer: (answer: Response) => Response = (answer) => answer;

  constructor(person: Person, log: ServerLog) {
    this.person = person;
    this.log = log;
    this.now = Date.now() - 7 * 24 * 3600 * 1000;
  }

  addDevice(skewMs = 0): Device {
    const device: Device = {
      name: `device ${this.devices.length}`,
      storage: createMemoryPersistence(),
      tabs: [],
      isOnline: true,
      hasSession: true,
      hasStaleToken: false,
      skewMs,
      lock: { holder: undefined, waiting: [] },
    };
    this.devices.push(device);
    return device;
  }

  /** Opens a page of the app. */
  openTab(device: Device, page?: Page): Tab {
    const listeners = { signal: (_: Signal) => {}, message: new Set<(message: Message) => void>() };
    const environment = this.#createEnvironment(device, () => tab, listeners);
    const store = createStore({
      openClient: async () => createClient(this.person.id, (url, init) => this.#fetch(tab, String(url), init)),
      environment,
      openPersistence: async () => this.#wrapStorage(device.storage, () => tab),
      ...(page && { page }),
    });
    const name = `${device.name} tab ${++this.#count}`;
    const tab: Tab = {
      device,
      name,
      store,
      isAlive: true,
      isVisible: true,
      asked: 0,
      done: new Map(),
      signal: (s) => listeners.signal(s),
      hear: (m) => {
        for (const listener of listeners.message) listener(m);
      },
    };
    device.tabs.push(tab);
    store.start().catch((error) => this.errors.push(error));
    return tab;
  }

  /** The tab is gone, whatever it was at. */
  crash(tab: Tab): void {
    tab.isAlive = false;
    tab.store.stop();
    tab.device.tabs = tab.device.tabs.filter((other) => other !== tab);
    this.#effects = this.#effects.filter((effect) => effect.tab !== tab);
    this.#timers = this.#timers.filter((timer) => timer.tab !== tab);
    const { lock } = tab.device;
    lock.waiting = lock.waiting.filter((entry) => entry.tab !== tab);
    if (lock.holder === tab) this.#grant(tab.device);
  }

  /** Lets one thing happen, of those that may happen next. False if there is none. */
  async step(pick: number, fate: Fate): Promise<boolean> {
    await settle();
    const first = new Map(this.#effects.toReversed().map((effect) => [effect.queue, effect]));
    const effect = [...first.values()][pick % Math.max(1, first.size)];
    if (!effect) return false;
    this.#effects = this.#effects.filter((other) => other !== effect);
    await effect.run(fate);
    await settle();
    return true;
  }

  /** Lets everything happen that can happen without time going by. */
  async runAll(): Promise<void> {
    for (let steps = 0; await this.step(0, "ok"); steps++)
      if (steps > 3_000) throw new Error("it does not come to rest");
  }

  /** Lets time go by until the next timer. False if there is none. */
  async tick(): Promise<boolean> {
    const next = this.#timers.toSorted((one, other) => one.at - other.at)[0];
    if (!next) return false;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.now = Math.max(this.now, next.at);
    next.run();
    await settle();
    return true;
  }

  #createEnvironment(
    device: Device,
    getTab: () => Tab,
    listeners: { signal: (signal: Signal) => void; message: Set<(message: Message) => void> },
  ): Environment {
    return {
      now: () => this.now + device.skewMs,
      random: () => ((this.#count++ * 7) % 10) / 10,
      makeId: () => `00000000-0000-7000-8000-${(++this.#count).toString(16).padStart(12, "0")}`,
      setTimer: (run, delayMs) => {
        const timer: Timer = { tab: getTab(), at: this.now + delayMs, run };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((other) => other !== timer);
        };
      },
      withLock: (run) => this.#withLock(getTab(), run),
      post: (message) => this.#post(getTab(), message),
      onMessage: (listener) => {
        listeners.message.add(listener);
        return () => void listeners.message.delete(listener);
      },
      isOnline: () => device.isOnline,
      isVisible: () => getTab().isVisible,
      onSignal: (listener) => {
        listeners.signal = listener;
        return () => {};
      },
      reportError: (error) => this.errors.push(error),
    };
  }

  #add(tab: Tab, queue: string, run: (fate: Fate) => Promise<void>): void {
    if (tab.isAlive) this.#effects.push({ tab, queue, run });
  }

  /** Resolves with what it does, when the test lets it. */
  #await<Value>(tab: Tab, queue: string, run: (fate: Fate) => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => this.#add(tab, queue, (fate) => run(fate).then(resolve, reject)));
  }

  #withLock(tab: Tab, run: () => Promise<void>): Promise<void> {
    const { device } = tab;
    return new Promise((resolve, reject) => {
      const start = () =>
        run()
          .then(resolve, reject)
          .finally(() => device.lock.holder === tab && this.#grant(device));
      device.lock.waiting.push({ tab, run: start });
      if (!device.lock.holder) this.#grant(device);
    });
  }

  #grant(device: Device): void {
    const next = device.lock.waiting.shift();
    device.lock.holder = next?.tab;
    next?.run().catch((error) => this.errors.push(error));
  }

  #post(from: Tab, message: Message): void {
    for (const to of from.device.tabs) {
      if (to !== from) this.#add(to, `${from.name} to ${to.name}`, async () => to.hear(message));
    }
  }

  /** A storage whose every write may be cut off: before it is made, or before anybody hears that it was. */
  #wrapStorage(storage: Persistence, getTab: () => Tab): Persistence {
    const use = async <Value>(run: () => Promise<Value>): Promise<Value> => {
      const tab = getTab();
      const turn = ++tab.asked;
      const queue = `${tab.name} storage`;
      const value = await this.#await(tab, queue, async () => {
        const value = await run();
        tab.done.set(turn, ++this.#count);
        return value;
      });
      return this.#await(tab, queue, async () => value);
    };
    return {
      ...storage,
      load: () => use(storage.load),
      readVersion: () => use(storage.readVersion),
      transact: (...write) => use(() => storage.transact(...write)),
    };
  }

  async #fetch(tab: Tab, url: string, init: RequestInit = {}): Promise<Response> {
    return this.#await(tab, `${tab.name} call ${++this.#count}`, async (fate) => {
      if (!tab.device.isOnline || fate === "lostRequest") throw new TypeError("offline");
      const [method = "GET", raw] = [init.method, typeof init.body === "string" ? init.body : "null"];
      const given = this.intercept?.(method, url, JSON.parse(raw));
      if (given) return given;
      if (url === "/api/auth/token") return this.changeAnswer(await this.#answerToken(tab.device));
      const refusal = turnBack(fate);
      if (refusal) return refusal;
      const first = await this.#execute(tab.device, url, init);
      if (fate === "echo") this.#echo(tab.device, url, init);
      const last = fate === "twice" ? await this.#execute(tab.device, url, init) : first;
      if (fate === "lostAnswer") throw new TypeError("the connection was lost");
      return fate === "refusedAfter" ? answer(503, {}) : this.changeAnswer(new Response(last.text || null, last));
    });
  }

  async #answerToken(device: Device): Promise<Response> {
    if (!device.hasSession) {
      const given = await callRoute("GET", "/api/auth/token");
      return new Response(given.text, given);
    }
    const isStale = device.hasStaleToken;
    device.hasStaleToken = false;
    const claims = { iat: inSeconds(-2000), exp: inSeconds(-1000) };
    return Response.json({ token: isStale ? await forgeToken(this.person.id, { claims }) : this.person.token });
  }

  /** Somewhere on the way the request was kept, and arrives once more, at any time. */
  #echo(device: Device, url: string, init: RequestInit): void {
    this.#effects.push({
      tab: undefined,
      queue: `echo ${++this.#count}`,
      run: async () => void (await this.#execute(device, url, init)),
    });
  }

  async #execute(device: Device, url: string, { method = "GET", headers, body }: RequestInit): Promise<CallAnswer> {
    const all = Object.fromEntries(new Headers(headers));
    // Pages so small that a few tasks take several.
    const paged = url.replace("limit=1000", "limit=2");
    const given = await callRoute(method, paged, { headers: all, ...(typeof body === "string" && { raw: body }) });
    this.trace?.(`${device.name} ${method} ${url} ${body ?? ""} → ${given.status} ${given.text}`);
    this.log.record(device.name, method, url, body, given);
    return given;
  }
}

/** Until whoever waited for something has gone on as far as he can. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
}
