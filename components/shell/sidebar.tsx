"use client";

import { CirclePlus, Settings } from "lucide-react";
import { memo } from "react";
import { PlaceLink, usePlace } from "@/components/app/place";
import { useSettings } from "@/components/app/settings-context";
import type { ViewName } from "@/components/app/views";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import type { ViewCounts } from "@/lib/tasks/views";
import { AccountMenu } from "./account-menu";
import { SyncNotice } from "./lazy-notice";
import { Mark } from "./mark";
import { useAddTask } from "./use-add-task";
import { useCounts } from "./use-counts";
import { useSidebar } from "./use-sidebar";
import { isCounted, viewLinks } from "./view-links";

const views = ["search", "inbox", "today", "upcoming", "completed", "trash"] as const satisfies ViewName[];
const row =
  "flex min-h-8.5 items-center gap-2.5 rounded-lg px-2.5 text-start text-sm font-medium transition-colors duration-100 hover:bg-hover pointer-coarse:min-h-11";

type SidebarProps = { counts: ViewCounts | undefined; isUpdateReady: boolean };

/** Every view and how much is in it, and who is signed in. */
export function Sidebar({ counts: counted, isUpdateReady }: SidebarProps) {
  const { className } = useSidebar();
  const { hasLetterKeys } = useSettings().settings;
  const shown = usePlace(({ view }) => view);
  const counts = useCounts(counted);
  const addTask = useAddTask();
  return (
    <aside
      id="sidebar"
      aria-label="Sidebar"
      className={`sticky top-0 flex h-dvh w-62 shrink-0 flex-col border-e border-line bg-panel px-2.5 ${className}`}
    >
      <div className="min-h-0 grow overflow-y-auto py-1">
        <PlaceLink href="/today" aria-label="Tend, Today" className="mt-1 mb-1.5 inline-flex rounded-lg p-2.5">
          <Mark />
        </PlaceLink>
        <button
          type="button"
          onClick={addTask}
          aria-keyshortcuts={hasLetterKeys ? "Q" : undefined}
          className={`${row} mb-1.5 w-full text-accent-ink`}
        >
          <Icon of={CirclePlus} className="size-4.5" />
          <span className="grow">Add task</span>
          {hasLetterKeys && (
            <span aria-hidden="true">
              <Kbd keys="Q" />
            </span>
          )}
        </button>
        <nav aria-label="Views">
          <ul>
            {views.map((view) => (
              <li key={view}>
                <ViewLink view={view} isShown={view === shown} count={isCounted(view) ? counts?.[view] : undefined} />
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className="mb-1">
        <SyncNotice isUpdateReady={isUpdateReady} />
      </div>
      <div className="flex items-center gap-1 pb-3">
        <AccountMenu />
        <PlaceLink
          href="/settings"
          aria-label="Settings"
          title="Settings"
          aria-current={shown === "settings" ? "page" : undefined}
          className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-selected pointer-coarse:size-11"
        >
          <Icon of={Settings} />
        </PlaceLink>
      </div>
    </aside>
  );
}

type ViewLinkProps = { view: ViewName; isShown: boolean; count: number | undefined };

const ViewLink = memo(function ViewLink({ view, isShown, count }: ViewLinkProps) {
  const { label, icon } = viewLinks[view];
  return (
    <PlaceLink
      href={`/${view}`}
      aria-current={isShown ? "page" : undefined}
      className={`${row} ${isShown ? "bg-selected hover:bg-selected" : ""}`}
    >
      <Icon of={icon} className={`size-4.5 ${isShown ? "text-accent-ink" : "text-ink-2"}`} />
      <span className="grow">{label}</span>
      {count !== undefined && count > 0 && (
        <span className="text-meta font-normal tabular-nums text-ink-2">
          {count}
          <span className="sr-only">{count === 1 ? " task" : " tasks"}</span>
        </span>
      )}
    </PlaceLink>
  );
});
