import { accountStates } from "./account-states";
import { overlayStates } from "./overlay-states";
import type { Size } from "./sizes";
import type { Stage, Who } from "./stage";
import { syncStates } from "./sync-states";
import { viewStates } from "./view-states";

/** Something that the screen can show, and how a page gets there. */
export type State = {
  name: string;
  who: Who;
  show(stage: Stage): Promise<void>;
  /** Only on these; on all without it. */
  sizes?: readonly Size["name"][];
  /** The whole page, however long it is. */
  isLong?: true;
  /** With the service worker, which otherwise stays out of the way of the interceptions. */
  withWorker?: true;
};

export const states: readonly State[] = [...accountStates, ...viewStates, ...overlayStates, ...syncStates];
