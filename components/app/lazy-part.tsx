"use client";

import { type ComponentType, lazy, type ReactNode, useEffect, useState } from "react";
import { attempt } from "./device-storage";
import { saveTyped } from "./save-typed";
import { useTaskCommands } from "./task-commands";

type Loader<Props> = { read(): ComponentType<Props> | undefined; load(): Promise<ComponentType<Props>> };
type Wish = { onMissing?: () => void };
type LazyPart<Props> = ComponentType<Props & Wish> & { preload(): Promise<unknown> };

/**
 * A component that is a chunk of its own: drawn at once if it has come already. Until then there is `fallback`, and after
 * a failure too: then the page is loaded again, once, or a toast says that this needs the network.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: (props: Props) => ReactNode = () => null,
): LazyPart<Props> {
  const loader = createLoader(load);
  const draw = (props: Props & Wish) => <Part loader={loader} props={props} fallback={fallback} />;
  return Object.assign(draw, { preload: loader.load });
}

function createLoader<Props>(load: () => Promise<ComponentType<Props>>): Loader<Props> {
  let loaded: ComponentType<Props> | undefined;
  return {
    read: () => loaded,
    async load() {
      loaded ??= await load();
      return loaded;
    },
  };
}

/**
 * The same for what the server draws as well, to be put between Suspense. What has come is drawn without it, for what has
 * waited once React shows a third of a second later. React keeps a load that failed for ever, so what it draws then is a
 * part that tries again.
 */
export function lazyScreen<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const loader = createLoader(load);
  const part: ComponentType<Props> = lazyPart(load);
  const late: ComponentType<Props> = lazy(() => loader.load().then(toDefault, () => toDefault(part)));
  const draw = (props: Props) => <Arrived loader={loader} late={late} props={props} />;
  return Object.assign(draw, { preload: loader.load });
}

type ArrivedProps<Props> = { loader: Loader<Props>; late: ComponentType<Props>; props: Props };

function Arrived<Props extends object>({ loader, late, props }: ArrivedProps<Props>) {
  const [Shown] = useState(() => loader.read() ?? late);
  return <Shown {...props} />;
}

const toDefault = <Props,>(screen: ComponentType<Props>) => ({ default: screen });

type PartProps<Props> = { loader: Loader<Props>; props: Props & Wish; fallback(props: Props): ReactNode };

function Part<Props extends object>({ loader, props, fallback }: PartProps<Props>) {
  const { tell } = useTaskCommands();
  const [Shown, setShown] = useState(loader.read);
  const { onMissing } = props;
  useEffect(() => {
    if (Shown) return;
    let isGone = false;
    loader.load().then(
      (part) => {
        if (!isGone) setShown(() => part);
      },
      async () => {
        if (isGone || (await reloadOnce())) return;
        tell("This needs the network. Try again later");
        onMissing?.();
      },
    );
    return () => {
      isGone = true;
    };
  }, [Shown, loader, tell, onMissing]);
  return Shown ? <Shown {...props} /> : fallback(props);
}

const reloadKey = "tend-reloaded";
const settledMs = 60_000;

/**
 * Loads the page again, because a part of it is gone from the server since it was loaded. False when that did not help a
 * moment ago, or can't: without a network there is nothing to load.
 */
async function reloadOnce(): Promise<boolean> {
  if (!navigator.onLine || !rememberReload()) return false;
  await saveTyped();
  location.reload();
  return true;
}

/** False when the page has been loaded again and is still young, or the browser can't remember that it was. */
const rememberReload = (): boolean =>
  attempt(() => {
    if (sessionStorage.getItem(reloadKey) !== null && performance.now() < settledMs) return false;
    sessionStorage.setItem(reloadKey, "yes");
    return true;
  }) ?? false;
