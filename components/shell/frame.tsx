"use client";

import type { ReactNode } from "react";
import type { ViewCounts } from "@/lib/tasks/views";
import { Sidebar } from "./sidebar";
import { SyncNotice } from "./sync-notice";
import { TabBar } from "./tab-bar";
import { TopBar } from "./top-bar";
import { useTitle } from "./use-title";
import { ViewActionsProvider } from "./view-actions";

type FrameProps = { counts: ViewCounts | undefined; panel: ReactNode; children: ReactNode };

/** The shell around every screen: the sidebar, the top bar, the tabs of a phone. The page is what scrolls. */
export function Frame({ counts, panel, children }: FrameProps) {
  useTitle();
  return (
    <ViewActionsProvider>
      <a
        href="#main"
        className="sr-only z-40 rounded-lg border border-control bg-card px-4 py-2 text-small text-accent-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh max-md:pb-[calc(4rem+env(safe-area-inset-bottom))]">
        <Sidebar counts={counts} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <SyncNotice className="mx-4 mb-2 md:hidden" />
          <main id="main" tabIndex={-1} className="mx-auto w-full max-w-measure grow px-4 pb-24 outline-none md:px-7">
            {children}
          </main>
        </div>
        {panel}
        <TabBar />
      </div>
    </ViewActionsProvider>
  );
}
