import { useMemo } from "react";
import { usePlace } from "@/components/app/place";
import { parseViewOptions, type ViewOptions, writeViewOptions } from "@/lib/tasks/view-options";

/** What the address narrows a view to and orders it by; the same object whatever else the address says. */
export function useOptions(): ViewOptions {
  const options = usePlace(({ parameters }) => writeViewOptions(parseViewOptions(parameters)).toString());
  return useMemo(() => parseViewOptions(new URLSearchParams(options)), [options]);
}
