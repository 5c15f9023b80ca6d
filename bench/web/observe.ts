import type { Page } from "@playwright/test";

/** One entry of Event Timing that belongs to an interaction. Times in milliseconds; `at` since the epoch. */
type EventEntry = { interaction: number; at: number; duration: number };

/** The times between frames, and the tasks over 50 ms. In milliseconds. */
export type Frames = { times: number[]; longTasks: number[] };

type Observed = { entries: EventEntry[]; interactionCount: number };

declare global {
  interface Window {
    benchEvents: EventEntry[];
    benchFrames?: Frames & { last: number; count(now: number): void };
  }
}

/** The least `durationThreshold` that Event Timing allows: what is shorter has no entry. */
export const shortestMs = 16;

/** Has a page keep, from its start, how long its interactions took. */
export async function observeEvents(page: Page): Promise<void> {
  await page.addInitScript((durationThreshold) => {
    window.benchEvents = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // An observer of `event` is given nothing else.
        const { interactionId, startTime, duration } = entry as PerformanceEventTiming;
        const at = performance.timeOrigin + startTime;
        if (interactionId) window.benchEvents.push({ interaction: interactionId, at, duration });
      }
    });
    // TypeScript's own type does not know the threshold yet.
    const options = { type: "event", durationThreshold, buffered: true };
    observer.observe(options);
  }, shortestMs);
}

/** What has been observed so far, and how many interactions the browser itself has counted. */
export async function readEvents(page: Page): Promise<Observed> {
  return page.evaluate(() => ({
    entries: window.benchEvents,
    interactionCount: "interactionCount" in performance ? Number(performance.interactionCount) : Number.NaN,
  }));
}

/** Watches the frames while something happens. */
export async function observeFrames(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    // Methods: of a named function the bundler leaves a helper behind, which the page does not have.
    const kept: NonNullable<Window["benchFrames"]> = {
      times: [],
      longTasks: [],
      last: Number.NaN,
      count(now) {
        if (window.benchFrames !== kept) return;
        if (!Number.isNaN(kept.last)) kept.times.push(now - kept.last);
        kept.last = now;
        requestAnimationFrame(kept.count);
      },
    };
    window.benchFrames = kept;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) kept.longTasks.push(duration);
    }).observe({ type: "longtask" });
    requestAnimationFrame(kept.count);
  });
  await act();
  return page.evaluate(() => {
    const { times, longTasks } = window.benchFrames ?? { times: [], longTasks: [] };
    delete window.benchFrames;
    return { times, longTasks };
  });
}
