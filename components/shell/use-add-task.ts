"use client";

import { getPlace } from "@/components/app/place";
import { useReader } from "@/components/app/reader";
import { useWorkspace } from "@/components/app/workspace";

/** Opens quick add; in Today for today. */
export function useAddTask(): () => void {
  const workspace = useWorkspace();
  const { today } = useReader();
  return () => workspace.set({ overlay: { name: "add", date: getPlace().view === "today" ? today : null } });
}
