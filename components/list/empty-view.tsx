import { Button } from "@/components/ui/button";
import { isFiltered, noOptions, type ViewOptions } from "@/lib/tasks/view-options";
import { changeOptions } from "./change-options";
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
  const isNarrowed = isFiltered(options);
  const [title, hint] = isNarrowed ? ["No task fits this filter", null] : words[name];
  return (
    <div className="flex flex-col items-center gap-1 py-16 text-center">
      <p className="text-title text-ink-2">{title}</p>
      {hint && <p className="max-w-xs text-small text-ink-3">{hint}</p>}
      {isNarrowed && (
        <Button className="mt-3" onClick={() => changeOptions(noOptions)}>
          Clear
        </Button>
      )}
    </div>
  );
}
