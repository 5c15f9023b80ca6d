/**
 * Runs after what the page itself needs, in a quiet moment; for some seconds after a press a browser may see none, and
 * then it runs when `timeoutMs` are over. Returns what calls it off.
 */
export function whenIdle(run: () => void, timeoutMs = 5000): () => void {
  const controller = new AbortController();
  const wait = () => {
    const runUnlessOff = () => controller.signal.aborted || run();
    // Safari has no idle callbacks.
    if ("requestIdleCallback" in window) requestIdleCallback(runUnlessOff, { timeout: timeoutMs });
    else setTimeout(runUnlessOff, Math.min(timeoutMs, 1000));
  };
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true, signal: controller.signal });
  return () => controller.abort();
}
