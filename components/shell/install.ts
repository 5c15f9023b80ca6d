"use client";

import { useSyncExternalStore } from "react";

/** Chromium's event, which TypeScript does not know: https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent */
type InstallEvent = Event & { prompt(): Promise<unknown> };

const isInstallEvent = (event: Event): event is InstallEvent => "prompt" in event;

let offer: InstallEvent | null = null;
const listeners = new Set<() => void>();

function keep(next: InstallEvent | null): void {
  offer = next;
  for (const listener of listeners) listener();
}

/** Hears the browser's offer to install the app and keeps it for when the person wants it. Returns what stops it. */
export function listenForInstall(): () => void {
  const controller = new AbortController();
  const hear = (event: Event) => {
    event.preventDefault();
    if (isInstallEvent(event)) keep(event);
  };
  window.addEventListener("beforeinstallprompt", hear, { signal: controller.signal });
  window.addEventListener("appinstalled", () => keep(null), { signal: controller.signal });
  return () => controller.abort();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What asks the browser to install the app; null where it did not offer to. An offer can be taken once. */
export function useInstall(): (() => void) | null {
  const current = useSyncExternalStore(
    subscribe,
    () => offer,
    () => null,
  );
  return (
    current &&
    (() => {
      keep(null);
      current.prompt().catch(() => {});
    })
  );
}
