"use client";

import { Suspense, useEffect } from "react";
import { lazyScreen } from "@/components/app/lazy-part";
import { usePlace } from "@/components/app/place";
import { whenIdle } from "@/components/app/when-idle";

const Panel = lazyScreen(() => import("./panel").then((part) => part.Panel));

/** What can't be had now is asked for again when it is wanted. */
async function preload(): Promise<void> {
  const parts = await Promise.all([import("./lazy-details"), import("./use-markdown"), Panel.preload()]).catch(
    () => null,
  );
  if (!parts) return;
  const [{ TaskDetails }, { loadMarkdown }] = parts;
  await Promise.all([TaskDetails.preload(), loadMarkdown()]).catch(() => {});
}

/** The task that is open: beside the list, or over it where there is no room. */
export function TaskPanel() {
  const taskId = usePlace(({ view, taskId }) => (view === "tasks" ? null : taskId));
  useEffect(() => whenIdle(preload), []);
  if (taskId === null) return null;
  return (
    <Suspense>
      <Panel taskId={taskId} />
    </Suspense>
  );
}
