import { navigate, usePlace } from "@/components/app/place";
import { writePlace } from "@/components/app/views";
import { Button } from "@/components/ui/button";
import { noOptions, type ViewOptions, writeViewOptions } from "@/lib/tasks/view-options";
import type { ListName } from "./use-view";

const words = {
  inbox: ["Your inbox is empty", "Write down the next thing on your mind; a date can wait."],
  today: ["Nothing due today", "Add a task above, or look ahead in Upcoming."],
  upcoming: ["Nothing ahead", "Tasks with a date appear here, day by day."],
  completed: ["Nothing completed yet", "What you complete is kept here, by day."],
  trash: ["Nothing in the trash", "What you delete waits here until you delete it for good."],
} as const satisfies Record<ListName, readonly [string, string]>;

/** What a view says when it has nothing to show. */
export function EmptyView({ name, options }: { name: ListName; options: ViewOptions }) {
  const place = usePlace();
  const isFiltered = options.due !== "any" || options.priorities.length > 0;
  const [title, hint] = isFiltered ? ["No task fits this filter", null] : words[name];
  const clear = () => {
    const parameters = writeViewOptions(noOptions, place.parameters);
    navigate(writePlace({ ...place, parameters }, place.taskId), { replace: true });
  };
  return (
    <div className="flex flex-col items-center gap-1 py-16 text-center">
      <p className="text-title text-ink-2">{title}</p>
      {hint && <p className="max-w-xs text-small text-ink-3">{hint}</p>}
      {isFiltered && (
        <Button className="mt-3" onClick={clear}>
          Clear
        </Button>
      )}
    </div>
  );
}
