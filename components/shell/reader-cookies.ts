import type { Reader } from "@/lib/tasks/dates";

const yearSeconds = 365 * 24 * 3600;

/** The browser's own time zone and locale. */
export function readBrowser(): Reader {
  return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language };
}

/** Tells the server, from the next request on, whose Today it is. */
export function keepReader({ zone, locale }: Reader): void {
  const attributes = `path=/; max-age=${yearSeconds}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `tz=${encodeURIComponent(zone)}; ${attributes}`;
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  document.cookie = `locale=${encodeURIComponent(locale)}; ${attributes}`;
}
