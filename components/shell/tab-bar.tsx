"use client";

import { Plus } from "lucide-react";
import { PlaceLink, usePlace } from "@/components/app/place";
import type { ViewName } from "@/components/app/views";
import { useWorkspaceState } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";
import { useAddTask } from "./use-add-task";
import { viewLinks } from "./view-links";

const tabs = ["inbox", "today", "upcoming", "browse"] as const satisfies ViewName[];
const withoutAdd: readonly ViewName[] = ["settings", "tasks", "trash"];

/** A phone's way around: the tabs at the foot, and the button that adds a task above them. */
export function TabBar() {
  const shown = usePlace(({ view }) => view);
  const addTask = useAddTask();
  const isChoosing = useWorkspaceState(({ selectedIds }) => selectedIds.size > 0);
  // Whatever has no tab of its own is found under Browse; a task's own page is found under none.
  const current = tabs.find((tab) => tab === shown) ?? (shown === "tasks" ? null : "browse");
  return (
    <nav
      aria-label="Tabs"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {!isChoosing && !withoutAdd.includes(shown) && (
        <button
          type="button"
          aria-label="Add task"
          onClick={addTask}
          className="absolute end-4 bottom-full mb-4 grid size-13.5 place-items-center rounded-2xl bg-accent text-on-accent shadow-card forced-colors:border"
        >
          <Icon of={Plus} className="size-6" />
        </button>
      )}
      <ul className="mx-auto flex max-w-measure">
        {tabs.map((tab) => (
          <li key={tab} className="min-w-0 flex-1">
            <PlaceLink
              href={`/${tab}`}
              aria-current={tab === shown ? "page" : tab === current ? "true" : undefined}
              className="flex min-h-16 flex-col items-center justify-center gap-1 text-meta text-ink-2 -outline-offset-2 aria-[current]:text-accent-ink"
            >
              <Icon of={viewLinks[tab].icon} className="size-5" />
              {viewLinks[tab].label}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
