"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import type { MarkdownProps } from "./markdown";

type Renderer = (props: MarkdownProps) => ReactNode;

let known: Renderer | undefined;

/** Fetches what renders Markdown. */
export async function loadMarkdown(): Promise<void> {
  known ??= (await import("./markdown")).Markdown;
}

function subscribe(listener: () => void): () => void {
  let isWanted = true;
  loadMarkdown().then(
    () => isWanted && listener(),
    // Without it, the text is shown as it was written.
    () => {},
  );
  return () => {
    isWanted = false;
  };
}

/** What renders Markdown, once it is here. */
export function useMarkdown(): Renderer | undefined {
  return useSyncExternalStore(
    subscribe,
    () => known,
    () => undefined,
  );
}
