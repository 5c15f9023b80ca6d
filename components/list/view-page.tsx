import { useReader } from "@/components/app/reader";
import { ScreenTitle } from "@/components/shell/screen-title";
import { useSnapshot } from "@/lib/store/use-store";
import { AddRow } from "./add-row";
import { DayProgress } from "./day-progress";
import { EmptyView } from "./empty-view";
import type { ListSection } from "./list-section";
import { ListSkeleton } from "./list-skeleton";
import { SectionHead } from "./section-head";
import { TaskSections } from "./task-sections";
import { useIsWaiting } from "./use-is-waiting";
import { useOptions } from "./use-options";
import { type ListName, useView } from "./use-view";
import { ViewOptionsBar, ViewOptionsMenu } from "./view-options";

const titles = {
  inbox: "Inbox",
  today: "Today",
  upcoming: "Upcoming",
  completed: "Completed",
  trash: "Trash",
} as const satisfies Record<ListName, string>;

/** A view: its heading, the way to add a task to it, and its rows. */
export function ViewPage({ name, isGiven }: { name: ListName; isGiven: boolean }) {
  const { today } = useReader();
  const options = useOptions();
  const { sections, progress } = useView(name, options);
  const hasRows = sections.some(({ tasks }) => tasks.length > 0);
  const isWaiting = useIsWaiting(isGiven) && !hasRows;
  const isFirstRun = useSnapshot(({ tasks }) => tasks.length === 0) && !isWaiting;
  const renderFoot =
    name === "upcoming" ? ({ date }: ListSection) => date !== null && <AddRow date={date} isQuiet /> : undefined;
  return (
    <>
      <header className="mb-6">
        <ScreenTitle>{titles[name]}</ScreenTitle>
        {name === "today" && <DayProgress progress={progress} />}
      </header>
      <ViewOptionsMenu options={options} hasDueFilter={name !== "today" && name !== "upcoming"} />
      <ViewOptionsBar options={options} />
      {(name === "inbox" || name === "today") && (
        <AddRow date={name === "today" ? today : null} isFirstRun={isFirstRun && name === "today"} />
      )}
      {isWaiting ? (
        <ListSkeleton />
      ) : (
        <TaskSections
          sections={sections}
          renderHead={(section, headingId) => <SectionHead name={name} section={section} headingId={headingId} />}
          {...(renderFoot && { renderFoot })}
        >
          {sections.length === 0 && !(isFirstRun && name === "today") && <EmptyView name={name} options={options} />}
        </TaskSections>
      )}
    </>
  );
}
