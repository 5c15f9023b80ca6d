import type { TaskFilter } from "@/lib/tasks/filter";
import { writeFilter } from "@/lib/tasks/filter";

const words = {
  all: "Nothing here yet. Add your first task above.",
  pending: "Nothing left to do.",
  completed: "Nothing completed yet.",
  trash: "The trash is empty.",
} as const;

/** What a list says when there is nothing in it. */
export function EmptyList({ filter }: { filter: TaskFilter }) {
  if (!filter.words) return <p className="py-10 text-center text-ink-3">{words[filter.view]}</p>;
  return (
    <p className="py-10 text-center text-ink-3">
      No task here has the words{" "}
      <q dir="auto" className="text-ink-2">
        {filter.words}
      </q>
      .{" "}
      <a href={writeFilter({ ...filter, words: "" })} className="link">
        Clear the search
      </a>
    </p>
  );
}
