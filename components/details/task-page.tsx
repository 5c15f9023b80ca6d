"use client";

import type { ReactNode } from "react";
import { navigate, usePlace } from "@/components/app/place";
import { writePlace } from "@/components/app/views";
import { TaskDetails } from "./task-panel";

/** A task's own page where the address is one, else the screen. */
export function TaskPage({ children }: { children: ReactNode }) {
  const place = usePlace();
  if (place.view !== "tasks" || place.taskId === null) return children;
  const { taskId } = place;
  const close = () => navigate(writePlace(place, null));
  return <TaskDetails key={taskId} taskId={taskId} headingLevel={1} onClose={close} onMissing={close} />;
}
