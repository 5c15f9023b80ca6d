import { saveTyped } from "./save-typed";

const hourMs = 3_600_000;
const patienceMs = 3_000;

let waiting: ServiceWorker | null = null;

/** Registers the worker once the page has loaded, in production. It calls back when a newer one waits to take over. */
export function registerServiceWorker(onUpdateReady: () => void): void {
  if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
  // A browser may refuse it, in a private window say; then there is only no start without a network.
  const start = () => register(onUpdateReady).catch(() => {});
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start, { once: true });
}

async function register(onUpdateReady: () => void): Promise<void> {
  const registration = await navigator.serviceWorker.register("/sw.js");
  const announce = () => {
    if (!registration.active || !registration.waiting) return;
    waiting = registration.waiting;
    onUpdateReady();
  };
  const follow = () => registration.installing?.addEventListener("statechange", announce);
  announce();
  follow();
  registration.addEventListener("updatefound", follow);
  // The browser itself looks when a page is opened, and this one may stay open for days.
  setInterval(() => registration.update().catch(() => {}), hourMs);
}

/** Lets the newer worker take over and reloads this page with it. */
export function applyUpdate(): void {
  const reload = () => saveTyped().then(() => location.reload());
  // Another tab may have let it already.
  if (waiting?.state !== "installed") reload();
  else {
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
    waiting.postMessage({ type: "SKIP_WAITING" });
    // A browser lets the older one finish first, and may take its time; a reload gives it an end.
    setTimeout(reload, patienceMs);
  }
}
