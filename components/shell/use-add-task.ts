"use client";

import { usePlace } from "@/components/app/place";
import { useReader } from "@/components/app/reader";
import { useWorkspace } from "@/components/app/workspace";

/** Opens quick add; in Today for today. */
export function useAddTask(): () => void {
  const workspace = useWorkspace();
  const { view } = usePlace();
  const { today } = useReader();
  return () => workspace.set({ overlay: { name: "add", date: view === "today" ? today : null } });
}
