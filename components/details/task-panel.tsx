"use client";

import { usePlace } from "@/components/app/place";

/** The task that is open beside the list. */
export function TaskPanel() {
  const { taskId } = usePlace();
  return taskId && null;
}
