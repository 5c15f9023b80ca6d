import { useCallback, useEffect, useState } from "react";
import { whenIdle } from "@/components/app/when-idle";

/** What understands a line: a chunk of its own, for it brings chrono-node. */
export type Parser = Pick<typeof import("@/lib/tasks/quick-add"), "parseQuickAdd" | "toRefusal">;

const patienceMs = 3000;

let parser: Parser | null = null;
let loading: Promise<Parser> | null = null;

function loadParser(): Promise<Parser> {
  loading ??= import("@/lib/tasks/quick-add").then(
    (loaded) => {
      parser = loaded;
      return loaded;
    },
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** The parser when it has come; null when it can't be had, or not soon. */
export async function waitForParser(): Promise<Parser | null> {
  const soon = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs));
  return Promise.race([loadParser().catch(() => null), soon]);
}

// One of each kind, and again: an engine compiles a pattern when it is used for the first time, and better for the second.
const warmUps = ["Pay", "Pay rent tomorrow 9am !1", "Pay by 5 Dec", "Pay rent tomorrow 9am !1", "Pay by 5 Dec at 9"];
const betweenMs = 100;
let isWarming = false;

/**
 * Reads some lines whenever the page is idle, because the first readings would be felt in the middle of a word. For each
 * field anew: an engine forgets patterns that have not been used for a while.
 */
export async function warmUpParser(): Promise<void> {
  if (isWarming) return;
  isWarming = true;
  const parser = await waitForParser();
  const read = ([line, ...rest]: string[]) => {
    if (line === undefined || !parser) {
      isWarming = false;
      return;
    }
    parser.parseQuickAdd(line, { now: new Date().toISOString(), zone: "UTC", locale: "en" });
    whenIdle(() => read(rest), betweenMs);
  };
  whenIdle(() => read(warmUps), betweenMs);
}

/** The parser as soon as it is there, and a way to ask for it now; else it is fetched when the page is idle. */
export function useParser(): [parser: Parser | null, load: () => void] {
  const [known, setKnown] = useState(parser);
  const load = useCallback(() => void loadParser().then(setKnown, () => {}), []);
  useEffect(() => (known ? undefined : whenIdle(load)), [known, load]);
  return [known, load];
}
