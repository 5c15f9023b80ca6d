import { once } from "./once";

const state = once("draining", () => ({ isDraining: false }));

/** Says that this process is to stop: it still answers, but is to be asked nothing new. */
export function startDraining(): void {
  state().isDraining = true;
}

/** Whether this process is to stop. */
export const isDraining = (): boolean => state().isDraining;
