"use client";

import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useState,
  useSyncExternalStore,
} from "react";
import { afterPaint } from "./after-paint";
import { type Place, readPlace } from "./views";

const moved = "tend:moved";

function subscribe(listener: () => void): () => void {
  const controller = new AbortController();
  for (const type of ["popstate", moved]) window.addEventListener(type, listener, { signal: controller.signal });
  return () => controller.abort();
}

const readHref = () => location.pathname + location.search;

/** Where the components below it are; `asked`: which address the server was asked for. */
type PlaceSource = { subscribe(listener: () => void): () => void; get(): string; asked: string };
const PlaceContext = createContext<PlaceSource>({ subscribe, get: readHref, asked: "/" });
export const PlaceSourceProvider = PlaceContext.Provider;
export const usePlaceSource = (): PlaceSource => useContext(PlaceContext);

/** Tells the components below which address the server was asked for. */
export function PlaceProvider({ href, children }: { href: string; children: ReactNode }) {
  const [source] = useState(() => ({ subscribe, get: readHref, asked: href }));
  return <PlaceContext value={source}>{children}</PlaceContext>;
}

/** Where in the app the person is now, for what is done; what is drawn asks `usePlace`. */
export const getPlace = (): Place => readPlace(readHref());

/** A part of where in the app the person is; the component is drawn again when it is another one. */
export function usePlace<Part>(select: (place: Place) => Part): Part {
  const { subscribe, get, asked } = usePlaceSource();
  return useSyncExternalStore(
    subscribe,
    () => select(readPlace(get())),
    () => select(readPlace(asked)),
  );
}

/** Goes to another address of the app without a request. */
export function navigate(href: string, { replace = false } = {}): void {
  if (href === readHref()) return;
  const isOther = readPlace(href).view !== getPlace().view;
  if (replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  window.dispatchEvent(new Event(moved));
  // Another view begins at its top; going back, the browser knows where one was.
  if (isOther) afterPaint(() => scrollTo({ top: 0, behavior: "instant" }));
}

/** A real link within the app: a plain click goes there without a request, any other is the browser's. */
export function PlaceLink({ href, onClick, ...props }: ComponentProps<"a"> & { href: string }) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    navigate(href);
  }
  return <a href={href} onClick={follow} {...props} />;
}
