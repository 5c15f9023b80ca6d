"use client";

import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { afterPaint, settle, trail } from "./after-paint";
import { type Place, readPlace } from "./views";

const moved = "tend:moved";

function subscribe(listener: () => void): () => void {
  const controller = new AbortController();
  for (const type of ["popstate", moved]) window.addEventListener(type, listener, { signal: controller.signal });
  return () => controller.abort();
}

const readHref = () => location.pathname + location.search;

/** Where the components below it are. `asked`: which address the server was asked for; `later`: the same a frame later. */
type PlaceSource = { subscribe(listener: () => void): () => void; get(): string; asked: string; later?: PlaceSource };
const PlaceContext = createContext<PlaceSource>({ subscribe, get: readHref, asked: "/" });

/** Tells the components below which address the server was asked for. */
export function PlaceProvider({ href, children }: { href: string; children: ReactNode }) {
  const [source] = useState((): PlaceSource => {
    const now = { subscribe, get: readHref, asked: href };
    return { ...now, later: { ...now, ...trail(now) } };
  });
  useEffect(() => {
    // Back and forward, the browser scrolls to where one was: that has to be there. The components below have heard by then.
    window.addEventListener("popstate", settle);
    return () => window.removeEventListener("popstate", settle);
  }, []);
  return <PlaceContext value={source}>{children}</PlaceContext>;
}

/** What is below it goes to another place a frame after the person does. */
export function PlaceLater({ children }: { children: ReactNode }) {
  const source = useContext(PlaceContext);
  return <PlaceContext value={source.later ?? source}>{children}</PlaceContext>;
}

/** Where in the app the person is now, for what is done; what is drawn asks `usePlace`. */
export const getPlace = (): Place => readPlace(readHref());

/** A part of where in the app the person is; the component is drawn again when it is another one. */
export function usePlace<Part>(select: (place: Place) => Part): Part {
  const { subscribe, get, asked } = useContext(PlaceContext);
  return useSyncExternalStore(
    subscribe,
    () => select(readPlace(get())),
    () => select(readPlace(asked)),
  );
}

/** Where the page that the server was asked for was. */
export const useAskedPlace = (): Place => readPlace(useContext(PlaceContext).asked);

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
