"use client";

import { useSyncExternalStore } from "react";
import { useSettings } from "@/components/app/settings-context";

// As Tailwind's sizes are in rem, so is this: who enlarges the text has less room.
const roomy = "(min-width: 68.75rem)";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(roomy);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the sidebar is there, and what turns it. `classes` show and hide it without any code. */
export function useSidebar(): { isOpen: boolean; toggle(): void; className: string } {
  const { settings, changeSettings } = useSettings();
  const isRoomy = useSyncExternalStore(
    subscribe,
    () => matchMedia(roomy).matches,
    () => true,
  );
  const isOpen = settings.sidebar === "auto" ? isRoomy : settings.sidebar === "open";
  return {
    isOpen,
    toggle: () => changeSettings({ sidebar: isOpen ? "closed" : "open" }),
    className: { auto: "max-[68.75rem]:hidden", open: "max-md:hidden", closed: "hidden" }[settings.sidebar],
  };
}
