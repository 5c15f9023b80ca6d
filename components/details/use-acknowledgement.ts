"use client";

import { type FocusEvent, useEffect, useState } from "react";
import { useStore, useTaskStatus } from "@/lib/store/use-store";

const lookMs = 4000;

/** Forgets that a task was changed elsewhere, once the person has had it before him for a while. */
export function useAcknowledgement(taskId: string) {
  const store = useStore();
  const isChanged = useTaskStatus(taskId) === "changed";
  const [isLooking, setLooking] = useState(false);
  useEffect(() => {
    if (!isChanged || !isLooking) return;
    const timer = setTimeout(() => store.acknowledge(taskId), lookMs);
    return () => clearTimeout(timer);
  }, [isChanged, isLooking, store, taskId]);
  return {
    onFocus: () => setLooking(true),
    onPointerDown: () => setLooking(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => setLooking(currentTarget.contains(relatedTarget)),
  };
}
