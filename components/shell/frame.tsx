"use client";

import { type ReactNode, useEffect } from "react";
import { lazyPart } from "@/components/app/lazy-part";
import { useWorkspace, useWorkspaceState } from "@/components/app/workspace";
import { useSyncStatus } from "@/lib/store/use-store";
import type { ViewCounts } from "@/lib/tasks/views";
import { listenForInstall } from "./install";
import { SyncNotice } from "./lazy-notice";
import { SessionProvider } from "./session";
import { SessionGate } from "./session-gate";
import { Sidebar } from "./sidebar";
import { TabBar } from "./tab-bar";
import { TopBar } from "./top-bar";
import { useAskedAdd } from "./use-asked-add";
import { useSidebar } from "./use-sidebar";
import { useTitle } from "./use-title";
import { useUpdate } from "./use-update";
import { ViewActionsProvider } from "./view-actions";

const SignedOutPage = lazyPart(() => import("./signed-out-page").then((part) => part.SignedOutPage));

type FrameProps = { counts: ViewCounts | undefined; panel: ReactNode; children: ReactNode };

/** The shell around every screen. Once another tab has signed out there is nothing left to show in it. */
export function Frame(props: FrameProps) {
  const workspace = useWorkspace();
  const isCleared = useSyncStatus(({ isCleared }) => isCleared);
  const isOurs = useWorkspaceState(({ overlay }) => overlay?.name === "sign-out");
  const isOver = isCleared && !isOurs;
  useEffect(() => {
    if (isOver) workspace.set({ overlay: null, toast: null });
  }, [isOver, workspace]);
  useEffect(listenForInstall, []);
  const isUpdateReady = useUpdate();
  if (isOver) return <SignedOutPage />;
  return (
    <SessionProvider>
      <ViewActionsProvider>
        <OpenFrame {...props} isUpdateReady={isUpdateReady} />
      </ViewActionsProvider>
      <SessionGate />
    </SessionProvider>
  );
}

/** The sidebar, the top bar, the screen, the tabs of a phone. The page is what scrolls. */
function OpenFrame({ counts, panel, isUpdateReady, children }: FrameProps & { isUpdateReady: boolean }) {
  const { standInClassName } = useSidebar();
  return (
    <>
      <Address />
      <a
        href="#main"
        className="sr-only z-40 rounded-lg border border-control bg-card px-4 py-2 text-small text-accent-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh max-md:pb-[calc(4rem+env(safe-area-inset-bottom))]">
        <Sidebar counts={counts} isUpdateReady={isUpdateReady} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <section
            aria-label="Sync notices"
            className={`mx-auto w-full max-w-measure px-1.5 has-[p,progress]:pb-3 md:px-4.5 ${standInClassName}`}
          >
            <SyncNotice isUpdateReady={isUpdateReady} />
          </section>
          <main id="main" tabIndex={-1} className="mx-auto w-full max-w-measure grow px-4 pb-24 outline-none md:px-7">
            {children}
          </main>
        </div>
        {panel}
        <TabBar />
      </div>
    </>
  );
}

/** What follows the address without being drawn; by itself, so that nothing else is drawn for it. */
function Address() {
  useTitle();
  useAskedAdd();
  return null;
}
