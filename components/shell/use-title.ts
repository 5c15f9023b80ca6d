"use client";

import { useEffect } from "react";
import { usePlace } from "@/components/app/place";
import { useSnapshot } from "@/lib/store/use-store";
import { viewLinks } from "./view-links";

/** Keeps the tab's title to where the person is: the open task's, or the view's. */
export function useTitle(): void {
  const { view, taskId } = usePlace();
  const title = useSnapshot(({ byId }) => (taskId === null ? undefined : byId.get(taskId)?.title));
  useEffect(() => {
    document.title = `${title ?? viewLinks[view].label} · Tend`;
  }, [title, view]);
}
