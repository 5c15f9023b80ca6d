import { createPerson } from "@/test/api";
import { ServerLog } from "./log";
import { type Tab, World } from "./world";

/** A world with one device, whose one tab has read everything. */
export async function openWorld(): Promise<{ world: World; tab: Tab }> {
  const world = new World(await createPerson(), new ServerLog());
  const tab = world.openTab(world.addDevice());
  await world.runAll();
  return { world, tab };
}

/** A world, and the method, path and status of every call in it. */
export async function traceWorld(): Promise<{ world: World; calls: string[] }> {
  const world = new World(await createPerson(), new ServerLog());
  const calls: string[] = [];
  world.trace = (line) => calls.push(line.replace(/^device \d+ (\w+) ([^ ?]*)\S* .*→ (\d+).*$/s, "$1 $2 $3"));
  return { world, calls };
}

/** Lets this much time go by, and everything happen that happens in it. */
export async function pass(world: World, ms: number): Promise<void> {
  const until = world.now + ms;
  await world.runAll();
  while (world.now < until && (await world.tick())) await world.runAll();
}

export const titlesOf = (tab: Tab): string[] => tab.store.getSnapshot().tasks.map(({ title }) => title);

/** Of traced calls those that write, without ids. */
export const writesOf = (calls: string[]): string[] =>
  calls.filter((call) => !call.startsWith("GET")).map((call) => call.replace(/[0-9a-f-]{36}/, "{id}"));

export function switchNetwork(tab: Tab, isOnline: boolean): void {
  tab.device.isOnline = isOnline;
  tab.signal(isOnline ? "online" : "offline");
}
