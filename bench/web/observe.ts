import type { Page } from "@playwright/test";

/** One entry of Event Timing that belongs to an interaction. Times in milliseconds; `at` since the epoch. */
type EventEntry = { interaction: number; at: number; duration: number };

type Observed = { entries: EventEntry[]; interactionCount: number };

declare global {
  interface Window {
    benchEvents: EventEntry[];
    benchFrames: { times: number[]; longTasks: number[] };
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

/** The times between frames, and the tasks over 50 ms, while something happens. In milliseconds. */
export async function observeFrames(page: Page, act: () => Promise<void>): Promise<Window["benchFrames"]> {
  await page.evaluate(() => {
    const kept = { times: [] as number[], longTasks: [] as number[] };
    window.benchFrames = kept;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) kept.longTasks.push(duration);
    }).observe({ type: "longtask" });
    let last = Number.NaN;
    requestAnimationFrame(function count(now) {
      if (!Number.isNaN(last)) kept.times.push(now - last);
      last = now;
      if (window.benchFrames === kept) requestAnimationFrame(count);
    });
  });
  await act();
  return page.evaluate(() => {
    const kept = window.benchFrames;
    // Ends the counting.
    window.benchFrames = { times: [], longTasks: [] };
    return kept;
  });
}
