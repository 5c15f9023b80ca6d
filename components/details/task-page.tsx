"use client";

import { type ReactNode, Suspense } from "react";
import { lazyScreen } from "@/components/app/lazy-part";
import { navigate, usePlace } from "@/components/app/place";
import { writePlace } from "@/components/app/views";

const TaskDetails = lazyScreen(() => import("./lazy-details").then((part) => part.TaskDetails));

/** A task's own page where the address is one, else the screen. */
export function TaskPage({ children }: { children: ReactNode }) {
  const place = usePlace();
  if (place.view !== "tasks" || place.taskId === null) return children;
  const { taskId } = place;
  const close = () => navigate(writePlace(place, null));
  return (
    <Suspense>
      <TaskDetails key={taskId} taskId={taskId} headingLevel={1} onClose={close} onMissing={close} />
    </Suspense>
  );
}
