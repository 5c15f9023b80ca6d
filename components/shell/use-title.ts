"use client";

import { useEffect } from "react";
import { usePlace } from "@/components/app/place";
import { useSnapshot } from "@/lib/store/use-store";
import { viewLinks } from "./view-links";

/** Keeps the tab's title to where the person is: the open task's, or the view's. */
export function useTitle(): void {
  const view = usePlace(({ view }) => view);
  const taskId = usePlace(({ taskId }) => taskId);
  const task = useSnapshot(({ byId }) => (taskId === null ? undefined : byId.get(taskId)?.title));
  // Read back, a title has no two spaces in a row; one that had would never be the one that was set.
  const title = `${task ?? viewLinks[view].label} · Tend`.replace(/\s+/g, " ").trim();
  useEffect(() => {
    const show = () => {
      if (document.title !== title) document.title = title;
    };
    show();
    // Next puts the page's own title in again once it has its turn.
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [title]);
}
