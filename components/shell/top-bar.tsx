"use client";

import { PanelLeft, Search } from "lucide-react";
import { PlaceLink } from "@/components/app/place";
import { useWorkspace } from "@/components/app/workspace";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { useSidebar } from "./use-sidebar";
import { ViewActionsSlot } from "./view-actions";

/** The sidebar's button, the way to the palette, and the actions of the view. */
export function TopBar() {
  const { isOpen, toggle } = useSidebar();
  return (
    <header className="sticky top-0 z-20 flex min-h-14 items-center gap-1 bg-paper px-2 md:px-6">
      <IconButton
        icon={PanelLeft}
        label="Sidebar"
        aria-expanded={isOpen}
        aria-controls="sidebar"
        onClick={toggle}
        className="max-md:hidden"
      />
      <div className="grow" />
      <PaletteButton />
      <ViewActionsSlot />
      <PlaceLink
        href="/search"
        aria-label="Search"
        className="grid size-11 place-items-center rounded-md text-ink-2 hover:bg-hover md:hidden"
      >
        <Icon of={Search} className="size-5" />
      </PlaceLink>
    </header>
  );
}

function PaletteButton() {
  const workspace = useWorkspace();
  return (
    <button
      type="button"
      onClick={() => workspace.set({ overlay: { name: "palette" } })}
      aria-haspopup="dialog"
      aria-keyshortcuts="Meta+K Control+K"
      className="me-1 flex min-h-8 w-58 items-center gap-2 rounded-lg border border-control bg-card px-2.5 text-small text-ink-2 transition-colors duration-100 hover:bg-hover pointer-coarse:min-h-11 max-md:hidden"
    >
      <Icon of={Search} className="size-3.5" />
      <span className="grow text-start">Search or jump to…</span>
      <span aria-hidden="true">
        <Kbd keys="mod+K" />
      </span>
    </button>
  );
}
