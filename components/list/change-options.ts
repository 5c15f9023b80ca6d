import { settle } from "@/components/app/after-paint";
import { getPlace, navigate } from "@/components/app/place";
import { writePlace } from "@/components/app/views";
import { type ViewOptions, writeViewOptions } from "@/lib/tasks/view-options";

/** Puts options in place of those of the address, and goes there. */
export function changeOptions(options: ViewOptions): void {
  const place = getPlace();
  const parameters = writeViewOptions(options, place.parameters);
  navigate(writePlace({ ...place, parameters }, place.taskId), { replace: true });
  // For a frame the control that was pressed would say what it said before.
  settle();
}
