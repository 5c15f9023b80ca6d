import type { Reader } from "@/lib/tasks/dates";

const yearSeconds = 365 * 24 * 3600;

/** The browser's own time zone and locale. */
export function readBrowser(): Reader {
  return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language };
}

/** Tells the server, from the next request on, whose Today it is. */
export function keepReader({ zone, locale }: Reader): void {
  keepCookies({ tz: zone, locale });
}

/** Keeps values for a year; an empty one is forgotten. They are not secret. */
export function keepCookies(values: Record<string, string>): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  for (const [name, value] of Object.entries(values)) {
    const maxAge = value === "" ? 0 : yearSeconds;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${maxAge}; samesite=lax${secure}`;
  }
}
