"use client";

import { useSyncExternalStore } from "react";
import type { Settings } from "@/components/app/settings";
import { useSettings } from "@/components/app/settings-context";

// As Tailwind's sizes are in rem, so is this: who enlarges the text has less room.
const roomy = "(min-width: 68.75rem)";

let known: MediaQueryList | undefined;

/** The question is put once: each answer to it costs as much as a row. */
function getQuery(): MediaQueryList {
  known ??= matchMedia(roomy);
  return known;
}

function subscribe(listener: () => void): () => void {
  const query = getQuery();
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

type Sidebar = {
  isOpen: boolean;
  toggle(): void;
  /** The classes that show it, and those that show what stands in for it, before any code runs. */
  className: string;
  standInClassName: string;
};

/** Whether a choice leaves the sidebar on this screen. For the browser alone. */
export const isSidebarShown = ({ sidebar }: Pick<Settings, "sidebar">): boolean =>
  sidebar === "auto" ? getQuery().matches : sidebar === "open";

/** Whether the sidebar is there, and what turns it. */
export function useSidebar(): Sidebar {
  const { settings, changeSettings } = useSettings();
  const isRoomy = useSyncExternalStore(
    subscribe,
    () => getQuery().matches,
    () => true,
  );
  const isOpen = settings.sidebar === "auto" ? isRoomy : settings.sidebar === "open";
  return {
    isOpen,
    toggle: () => changeSettings({ sidebar: isOpen ? "closed" : "open" }),
    className: { auto: "max-[68.75rem]:hidden", open: "max-md:hidden", closed: "hidden" }[settings.sidebar],
    standInClassName: { auto: "min-[68.75rem]:hidden", open: "md:hidden", closed: "" }[settings.sidebar],
  };
}
