"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { returnFocus } from "@/components/app/return-focus";
import { useSettings } from "@/components/app/settings-context";
import { useWorkspace, useWorkspaceState } from "@/components/app/workspace";
import { Kbd } from "./kbd";

const shownMs = 10_000;

/** What was just done, at the page's foot, with a way back. It stays while it is looked at. */
export function Toaster() {
  const workspace = useWorkspace();
  const toast = useWorkspaceState(({ toast }) => toast);
  // What lies over the page is on a phone a sheet where the toast would be, with its buttons under it.
  const hasSheet = useWorkspaceState(({ overlay }) => overlay !== null);
  const [isWatched, setIsWatched] = useState({ hover: false, focus: false, hidden: false });
  const { hasLetterKeys } = useSettings().settings;
  const watch = (change: Partial<typeof isWatched>) => setIsWatched((known) => ({ ...known, ...change }));
  const isPaused = isWatched.hover || isWatched.focus || isWatched.hidden;
  const leftMs = useRef(shownMs);

  useEffect(() => {
    const follow = () => setIsWatched((known) => ({ ...known, hidden: document.hidden }));
    document.addEventListener("visibilitychange", follow);
    return () => document.removeEventListener("visibilitychange", follow);
  }, []);

  useEffect(() => {
    if (toast) leftMs.current = shownMs;
    // What leaves from under the pointer or the focus does not say so.
    else setIsWatched((known) => ({ ...known, hover: false, focus: false }));
  }, [toast]);

  useEffect(() => {
    if (!toast || isPaused) return;
    const startedAt = performance.now();
    const timer = setTimeout(() => workspace.set({ toast: null }), leftMs.current);
    return () => {
      clearTimeout(timer);
      leftMs.current -= performance.now() - startedAt;
    };
  }, [toast, isPaused, workspace]);

  function close(event: KeyboardEvent) {
    if (event.key !== "Escape" || !toast) return;
    event.preventDefault();
    event.stopPropagation();
    workspace.set({ toast: null });
    returnFocus(workspace);
  }

  const keys = toast?.action && readKeys(toast.action.label, hasLetterKeys);
  return (
    <section
      id="toast"
      aria-label="Notice"
      onKeyDown={close}
      className={`pointer-events-none fixed inset-x-4 z-60 flex justify-center md:bottom-5 ${
        hasSheet
          ? "max-md:top-[calc(1rem+env(safe-area-inset-top))]"
          : "max-md:end-22 max-md:bottom-[calc(4.75rem+env(safe-area-inset-bottom))] max-md:justify-start"
      }`}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: being looked at is no action */}
      <div
        onPointerEnter={() => watch({ hover: true })}
        onPointerLeave={() => watch({ hover: false })}
        onFocus={() => watch({ focus: true })}
        onBlur={() => watch({ focus: false })}
        className={
          toast
            ? "pointer-events-auto flex min-h-9 max-w-full animate-appear items-center gap-1 rounded-lg bg-ink ps-3.5 pe-1.5 text-small text-paper shadow-card forced-colors:border"
            : "sr-only"
        }
      >
        <p role="status" dir="auto" className="min-w-0 py-1.5 pe-2">
          {toast && <span key={toast.id}>{toast.message}</span>}
        </p>
        {toast?.action && (
          <button
            type="button"
            onClick={() => toast.action?.run()}
            className="inline-flex min-h-7 shrink-0 items-center gap-2.5 rounded-md px-2 font-semibold text-accent-on-ink outline-offset-0! outline-current! hover:underline pointer-coarse:min-h-11 pointer-coarse:px-3"
          >
            {toast.action.label}
            {keys && (
              <span aria-hidden="true" className="contents">
                <Kbd keys={keys} className="border-paper/35! font-normal text-paper!" />
              </span>
            )}
          </button>
        )}
      </div>
    </section>
  );
}

function readKeys(label: string, hasLetterKeys: boolean): string | null {
  if (label === "Undo") return hasLetterKeys ? "Z" : "mod+Z";
  return label === "Redo" ? "shift+mod+Z" : null;
}
