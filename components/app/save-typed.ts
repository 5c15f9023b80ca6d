const beforeReload = "tend:before-reload";

// What is stored on hearing of the reload needs a moment for it.
const storingMs = 500;

/** Has everybody store what is typed, for the page is about to be loaded again. */
export async function saveTyped(): Promise<void> {
  window.dispatchEvent(new Event(beforeReload));
  await new Promise((resolve) => setTimeout(resolve, storingMs));
}

/** Hears that what is typed has to be stored now, before the page goes. Returns what stops it. */
export function onLeave(save: () => void): () => void {
  const controller = new AbortController();
  for (const type of ["pagehide", beforeReload]) window.addEventListener(type, save, { signal: controller.signal });
  return () => controller.abort();
}
