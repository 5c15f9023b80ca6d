import { flushSync } from "react-dom";

const waiting = new Set<() => void>();
let listening = new AbortController();

/**
 * Does something once the next frame is painted, or before the next press is heard, whichever is first. The frame that
 * answers a press then holds what shows that it was heard, and the one after it what comes of it.
 */
export function afterPaint(work: () => void): void {
  const isFirst = waiting.size === 0;
  waiting.add(work);
  if (!isFirst) return;
  listening = new AbortController();
  const { signal } = listening;
  window.addEventListener("pointerdown", settle, { capture: true, signal });
  window.addEventListener("keydown", settleBeforeKey, { capture: true, signal });
  const runUnlessDone = () => signal.aborted || runAll();
  // A page that nobody sees has no frames.
  if (document.hidden) setTimeout(runUnlessDone);
  else requestAnimationFrame(() => setTimeout(runUnlessDone));
}

/** Does at once what waits, and draws what it changes: for what would be seen to be wrong for a frame. */
export function settle(): void {
  if (waiting.size > 0) flushSync(runAll);
}

/** A key belongs to what has the focus by then: the row that it was pressed on may be gone. */
function settleBeforeKey(event: KeyboardEvent): void {
  const before = document.activeElement;
  settle();
  const { activeElement } = document;
  if (activeElement === before || !activeElement) return;
  event.stopImmediatePropagation();
  if (!activeElement.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
}

function runAll(): void {
  listening.abort();
  const works = [...waiting];
  waiting.clear();
  for (const work of works) work();
}

/** Something that changes, and what it is now. */
type Source<Value> = { subscribe(listener: () => void): () => void; get(): Value };

/** The same a frame later, for as long as somebody listens. */
export function trail<Value>({ subscribe, get }: Source<Value>): Source<Value> {
  const listeners = new Set<() => void>();
  let read = get;
  let stop = () => {};
  const hold = () => {
    const value = get();
    read = () => value;
  };
  const follow = () => {
    hold();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      if (listeners.size === 0) {
        hold();
        stop = subscribe(() => afterPaint(follow));
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop();
        read = get;
      };
    },
    get: () => read(),
  };
}
