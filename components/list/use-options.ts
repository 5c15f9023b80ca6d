import { useMemo } from "react";
import { usePlace } from "@/components/app/place";
import { parseViewOptions, type ViewOptions } from "@/lib/tasks/view-options";

/** What the address narrows a view to and orders it by; the same object as long as the address is. */
export function useOptions(): ViewOptions {
  const search = usePlace().parameters.toString();
  return useMemo(() => parseViewOptions(new URLSearchParams(search)), [search]);
}
