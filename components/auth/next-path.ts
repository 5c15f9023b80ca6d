import { homePath } from "@/components/app/views";

/** Where to go once signed in: `next` if it is a path of our own, else Today. Never another site. */
export function toNextPath(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !/^\/(?![/\\])/.test(next)) return homePath;
  const base = "http://tend.invalid";
  if (!URL.canParse(next, base)) return homePath;
  const { origin, pathname, search, hash } = new URL(next, base);
  // `/.//evil.example` has our origin and a path that a browser reads as another one.
  return origin === base && !pathname.startsWith("//") ? pathname + search + hash : homePath;
}

/** A page that people sign in on, and that remembers where they were going. */
export function withNext(path: string, next: string): string {
  return next === homePath ? path : `${path}?next=${encodeURIComponent(next)}`;
}
