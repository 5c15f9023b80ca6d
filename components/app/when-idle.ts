/** Runs after what the page itself needs, in a quiet moment. Returns what calls it off. */
export function whenIdle(run: () => void): () => void {
  const controller = new AbortController();
  const wait = () => {
    const runUnlessOff = () => controller.signal.aborted || run();
    // Safari has no idle callbacks.
    if ("requestIdleCallback" in window) requestIdleCallback(runUnlessOff, { timeout: 5000 });
    else setTimeout(runUnlessOff, 1000);
  };
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true, signal: controller.signal });
  return () => controller.abort();
}
