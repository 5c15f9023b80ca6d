import { useCallback, useEffect, useState } from "react";

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

/** Runs something when the page is idle; the answer calls it off. */
export function whenIdle(run: () => void): () => void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: 2000 });
  return () => cancelIdleCallback(handle);
}

/** The parser as soon as it is there, and a way to ask for it now; else it is fetched when the page is idle. */
export function useParser(): [parser: Parser | null, load: () => void] {
  const [known, setKnown] = useState(parser);
  const load = useCallback(() => void loadParser().then(setKnown, () => {}), []);
  useEffect(() => (known ? undefined : whenIdle(load)), [known, load]);
  return [known, load];
}
