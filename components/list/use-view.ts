import { useMemo } from "react";
import { useReader } from "@/components/app/reader";
import type { ViewName } from "@/components/app/views";
import type { Task } from "@/lib/contract/task";
import { useTasks } from "@/lib/store/use-store";
import type { ViewOptions } from "@/lib/tasks/view-options";
import {
  type Progress,
  type View,
  type ViewContext,
  viewCompleted,
  viewInbox,
  viewToday,
  viewTrash,
  viewUpcoming,
} from "@/lib/tasks/views";
import type { ListSection } from "./list-section";

type Compute = (tasks: readonly Task[], context: ViewContext, options: ViewOptions) => View & { progress?: Progress };

const lists = {
  inbox: viewInbox,
  today: viewToday,
  upcoming: viewUpcoming,
  completed: viewCompleted,
  trash: viewTrash,
} as const satisfies Partial<Record<ViewName, Compute>>;

/** The views that are lists of their own; search has a screen of its own. */
export type ListName = keyof typeof lists;
export const isList = (view: ViewName): view is ListName => view in lists;

/** What a view shows, computed when its tasks, its day or its options change. */
export function useView(name: ListName, options: ViewOptions): { sections: ListSection[]; progress?: Progress } {
  const tasks = useTasks();
  const day = useReader();
  return useMemo(() => {
    const view: ReturnType<Compute> = lists[name](tasks, day, options);
    const hasManualOrder = options.sort === null || options.sort === "position";
    return {
      ...view,
      sections: view.sections.map((section) => ({
        ...section,
        isOrdered: hasManualOrder && (name === "inbox" || section.date !== null),
      })),
    };
  }, [name, tasks, day, options]);
}
