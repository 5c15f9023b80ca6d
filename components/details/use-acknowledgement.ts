"use client";

import { useEffect } from "react";
import { useStore, useTaskStatus } from "@/lib/store/use-store";

const lookMs = 4000;
const signs = ["focus", "pointermove", "pointerdown", "keydown"];

/** Forgets that a task was changed elsewhere, once somebody is there and has had it in view for a while. */
export function useAcknowledgement(taskId: string): void {
  const store = useStore();
  const isChanged = useTaskStatus(taskId) === "changed";
  useEffect(() => {
    if (!isChanged) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const see = () => {
      timer ??= setTimeout(() => store.acknowledge(taskId), lookMs);
    };
    for (const sign of signs) window.addEventListener(sign, see);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, see);
    };
  }, [isChanged, store, taskId]);
}
