import { useMemo } from "react";
import { usePlace } from "@/components/app/place";
import { useReader } from "@/components/app/reader";
import { parseViewOptions } from "@/lib/tasks/view-options";
import { AddRow } from "./add-row";
import { DayProgress } from "./day-progress";
import { EmptyView } from "./empty-view";
import type { ListSection } from "./list-section";
import { ListSkeleton } from "./list-skeleton";
import { SectionHead } from "./section-head";
import { TaskSections } from "./task-sections";
import { useIsWaiting } from "./use-is-waiting";
import { type ListName, useView } from "./use-view";

const titles = {
  inbox: "Inbox",
  today: "Today",
  upcoming: "Upcoming",
  completed: "Completed",
  trash: "Trash",
} as const satisfies Record<ListName, string>;

/** A view: its heading, the way to add a task to it, and its rows. */
export function ViewPage({ name, isGiven }: { name: ListName; isGiven: boolean }) {
  const { parameters } = usePlace();
  const { today } = useReader();
  const search = parameters.toString();
  const options = useMemo(() => parseViewOptions(new URLSearchParams(search)), [search]);
  const { sections, progress } = useView(name, options);
  const hasRows = sections.some(({ tasks }) => tasks.length > 0);
  const isWaiting = useIsWaiting(isGiven) && !hasRows;
  const renderFoot =
    name === "upcoming" ? ({ date }: ListSection) => date !== null && <AddRow date={date} isQuiet /> : undefined;
  return (
    <>
      <header className="mb-6">
        <h1 tabIndex={-1} className="text-[1.75rem] leading-tight font-bold tracking-tight outline-none">
          {titles[name]}
        </h1>
        {name === "today" && <DayProgress progress={progress} />}
      </header>
      {(name === "inbox" || name === "today") && <AddRow date={name === "today" ? today : null} />}
      {isWaiting ? (
        <ListSkeleton />
      ) : (
        <TaskSections
          sections={sections}
          renderHead={(section, headingId) => <SectionHead name={name} section={section} headingId={headingId} />}
          {...(renderFoot && { renderFoot })}
        >
          {sections.length === 0 && <EmptyView name={name} options={options} />}
        </TaskSections>
      )}
    </>
  );
}
