import { navigate } from "@/components/app/place";
import { type Place, writePlace } from "@/components/app/views";
import { type ViewOptions, writeViewOptions } from "@/lib/tasks/view-options";

/** Puts options in place of those of an address, and goes there. */
export function changeOptions(place: Place, options: ViewOptions): void {
  const parameters = writeViewOptions(options, place.parameters);
  navigate(writePlace({ ...place, parameters }, place.taskId), { replace: true });
}
