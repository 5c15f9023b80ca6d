"use client";

import { type ReactNode, Suspense } from "react";
import { lazyScreen } from "@/components/app/lazy-part";
import { getPlace, navigate, usePlace } from "@/components/app/place";
import { writePlace } from "@/components/app/views";

const TaskDetails = lazyScreen(() => import("./lazy-details").then((part) => part.TaskDetails));

/** A task's own page where the address is one, else the screen. */
export function TaskPage({ children }: { children: ReactNode }) {
  const taskId = usePlace(({ view, taskId }) => (view === "tasks" ? taskId : null));
  if (taskId === null) return children;
  const close = () => navigate(writePlace(getPlace(), null));
  return (
    <Suspense>
      <TaskDetails key={taskId} taskId={taskId} headingLevel={1} onClose={close} onMissing={close} />
    </Suspense>
  );
}
